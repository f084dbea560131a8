using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>Reads and writes kernel.json.</summary>
internal static class KernelspecFile
{
    /// <summary>What people see where kernels are chosen.</summary>
    public const string DisplayName = "C# (LlmNotebooks)";

    private const string Tool = "llmnb";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kernel.json of our kernel.</summary>
    public static string Write(string host, string assembly, KernelMark mark) => new JsonObject
    {
        ["argv"] = new JsonArray(host, "exec", assembly, "jupyter", "{connection_file}"),
        ["display_name"] = DisplayName,
        ["language"] = "C#",
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { [Tool] = new JsonObject { ["version"] = mark.Version, ["build"] = mark.Build } },
    }.ToJsonString(Options) + "\n";

    /// <summary>Reads the kernel of a folder; what cannot be read is a kernel with a problem.</summary>
    public static Kernelspec Read(string folder)
    {
        string name = Path.GetFileName(folder).ToLowerInvariant();
        try
        {
            JsonObject? json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Kernelspec.FileName))) as JsonObject;
            return json is null
                ? new Kernelspec(name, folder, null, null, null, $"{Kernelspec.FileName} holds no JSON object")
                : new Kernelspec(name, folder, Text(json["display_name"]), Text(json["language"]), Mark(json), null);
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            return new Kernelspec(name, folder, null, null, null, $"{Kernelspec.FileName}: {exception.Message}");
        }
    }

    private static KernelMark? Mark(JsonObject json) =>
        (json["metadata"] as JsonObject)?[Tool] is JsonObject mark ? new KernelMark(Text(mark["version"]) ?? "", Text(mark["build"]) ?? "") : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
