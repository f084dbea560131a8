using Microsoft.DotNet.Interactive.Formatting;

namespace LlmNotebooks.ScriptHosts;

/// <summary>Formats values as .NET Interactive does.</summary>
public sealed class Display
{
    public Func<object, string, string> Format { get; } = static (value, mimeType) => value.ToDisplayString(mimeType);
}
