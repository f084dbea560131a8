using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>The language of one cell, in notebooks that mix several.</summary>
/// <remarks>
/// By the kernel names of Polyglot Notebooks, in a cell's metadata or in a first line such as <c>#!fsharp</c>:
/// https://github.com/dotnet/interactive/blob/main/docs/magic-commands.md.
/// </remarks>
internal static class CellLanguage
{
    public const string CSharp = "csharp";
    public const string Markdown = "markdown";
    public const string Html = "html";
    public const string Mermaid = "mermaid";

    private const string Prefix = "#!";

    private static readonly Dictionary<string, (string Name, string Title)> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        [CSharp] = (CSharp, "C#"),
        ["c#"] = (CSharp, "C#"),
        ["cs"] = (CSharp, "C#"),
        ["fsharp"] = ("fsharp", "F#"),
        ["f#"] = ("fsharp", "F#"),
        ["fs"] = ("fsharp", "F#"),
        ["vb"] = ("vb", "Visual Basic"),
        ["pwsh"] = ("pwsh", "PowerShell"),
        ["powershell"] = ("pwsh", "PowerShell"),
        ["javascript"] = ("javascript", "JavaScript"),
        ["js"] = ("javascript", "JavaScript"),
        ["typescript"] = ("typescript", "TypeScript"),
        ["python"] = ("python", "Python"),
        ["r"] = ("r", "R"),
        ["sql"] = ("sql", "SQL"),
        ["kql"] = ("kql", "KQL"),
        ["http"] = ("http", "HTTP requests"),
        ["httprequest"] = ("http", "HTTP requests"),
        ["value"] = ("value", "values (#!value)"),
        [Html] = (Html, "HTML"),
        [Markdown] = (Markdown, "Markdown"),
        ["md"] = (Markdown, "Markdown"),
        [Mermaid] = (Mermaid, "Mermaid"),
    };

    /// <summary>Every name of every language.</summary>
    public static IEnumerable<string> Known => Names.Keys;

    /// <summary>The one name of a language that has several; null for what is no language.</summary>
    public static string? Canonical(string name) => Names.TryGetValue(name, out (string Name, string Title) known) ? known.Name : null;

    /// <summary>What people call a language.</summary>
    public static string Title(string name) => Names.TryGetValue(name, out (string Name, string Title) known) ? known.Title : name;

    /// <summary>Whether cells in a language are shown instead of run.</summary>
    public static bool IsText(string language) => language is Markdown or Html or Mermaid;

    /// <summary>The language of a code cell; C# where nothing says another.</summary>
    public static string Of(Cell cell) =>
        OfFirstLine(cell.Source) ?? Named(cell, "polyglot_notebook", "kernelName") ?? Named(cell, "dotnet_interactive", "language") ?? CSharp;

    /// <summary>The text of a cell, whose first line says what it is in where otherwise only its metadata does.</summary>
    public static string Text(Cell cell) =>
        Of(cell) is var language && language != CSharp && OfFirstLine(cell.Source) is null ? $"{Prefix}{language}\n{cell.Source}" : cell.Source;

    /// <summary>The language that the first line of a text chooses; null where it chooses none.</summary>
    public static string? OfFirstLine(string text) =>
        Command(text.AsSpan().TrimStart()) is { } command ? Canonical(command) : null;

    /// <summary>The text after a first line that chooses a language.</summary>
    public static string WithoutFirstLine(string text) => text.TrimStart().Split('\n', 2).ElementAtOrDefault(1) ?? "";

    /// <summary>The word after the <c>#!</c> that a text begins with; null for other texts.</summary>
    public static string? Command(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) { return null; }
        ReadOnlySpan<char> rest = text[Prefix.Length..];
        int end = rest.IndexOfAny(" \t\r\n");
        return (end < 0 ? rest : rest[..end]).ToString();
    }

    private static string? Named(Cell cell, string group, string name) =>
        cell.Metadata[group] is JsonObject members && members[name] is JsonValue value && value.TryGetValue(out string? language)
            && !string.IsNullOrWhiteSpace(language)
            ? Canonical(language) ?? language
            : null;
}
