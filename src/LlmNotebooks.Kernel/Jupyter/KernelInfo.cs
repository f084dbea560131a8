using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>What the kernel says about itself.</summary>
internal static class KernelInfo
{
    /// <summary>The version of C# that cells are written in; held equal to the compiler's by a test, as asking it would cost the start.</summary>
    public const string LanguageVersion = "14.0";

    public static JsonObject Create() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = MessageCodec.ProtocolVersion,
        ["implementation"] = "llm-notebooks",
        ["implementation_version"] = KernelVersion.Number,
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = LanguageVersion,
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
        ["banner"] = $"LlmNotebooks {KernelVersion.Number}: C# {LanguageVersion} on .NET {Environment.Version}",
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = "C# reference", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
            new JsonObject { ["text"] = ".NET API browser", ["url"] = "https://learn.microsoft.com/dotnet/api/" }),
        ["debugger"] = false,
    };
}
