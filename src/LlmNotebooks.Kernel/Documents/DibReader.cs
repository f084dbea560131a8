using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Reads <c>.dib</c> files of Polyglot Notebooks: text in which lines such as <c>#!csharp</c> begin the cells.</summary>
internal static class DibReader
{
    public const string Extension = ".dib";

    private const string Meta = "meta";

    /// <exception cref="NotebookFormatException">The file's own description is not JSON, or the file is not text.</exception>
    public static Notebook Read(ReadOnlyMemory<byte> utf8)
    {
        string text = Decode(utf8);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        (string standard, HashSet<string> names) = ReadMeta(lines);

        Notebook notebook = new()
        {
            Metadata = new JsonObject
            {
                ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
                ["language_info"] = new JsonObject { ["name"] = "C#" },
            },
        };
        CellIds ids = new();
        List<string> open = [];
        string language = standard;
        foreach (string line in lines)
        {
            if (CellLanguage.Command(line) is { } command && names.Contains(command))
            {
                Close(notebook, ids, language, open);
                language = CellLanguage.Canonical(command) ?? command;
            }
            else { open.Add(line); }
        }
        Close(notebook, ids, language, open);
        return notebook;
    }

    private static void Close(Notebook notebook, CellIds ids, string language, List<string> lines)
    {
        string source = string.Join('\n', lines).Trim('\n');
        lines.Clear();
        if (language == Meta || string.IsNullOrWhiteSpace(source)) { return; }
        CellKind kind = language == CellLanguage.Markdown ? CellKind.Markdown : CellKind.Code;
        notebook.Cells.Add(new Cell
        {
            Kind = kind,
            Id = ids.Assign(null, kind, source, "the file"),
            Source = source,
            Metadata = kind == CellKind.Markdown || language == CellLanguage.CSharp
                ? []
                : new JsonObject { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language } },
        });
    }

    /// <summary>The language of text before the first line that chooses one, and the words that choose one.</summary>
    private static (string Standard, HashSet<string> Names) ReadMeta(string[] lines)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { Meta };
        names.UnionWith(CellLanguage.Known);
        int start = Array.FindIndex(lines, line => CellLanguage.Command(line) == Meta);
        if (start < 0) { return (CellLanguage.CSharp, names); }

        string json = string.Join('\n', lines.Skip(start + 1).TakeWhile(line => CellLanguage.Command(line) is null));
        if (string.IsNullOrWhiteSpace(json)) { return (CellLanguage.CSharp, names); }
        JsonNode? kernels;
        try
        {
            kernels = (JsonNode.Parse(json) as JsonObject)?["kernelInfo"];
        }
        catch (JsonException exception)
        {
            throw new NotebookFormatException($"line {start + 2 + (exception.LineNumber ?? 0)}: what follows #!meta is not JSON.", exception);
        }
        foreach (JsonNode? kernel in (kernels as JsonObject)?["items"] as JsonArray ?? [])
        {
            if (kernel is not JsonObject members) { continue; }
            names.UnionWith(Texts([members["name"], .. members["aliases"] as JsonArray ?? []]));
        }
        string? standard = Texts([(kernels as JsonObject)?["defaultKernelName"]]).FirstOrDefault();
        return (standard is null ? CellLanguage.CSharp : CellLanguage.Canonical(standard) ?? standard, names);
    }

    private static IEnumerable<string> Texts(IEnumerable<JsonNode?> nodes) =>
        nodes.OfType<JsonValue>().Select(value => value.TryGetValue(out string? text) ? text : "").Where(text => text.Length > 0);

    private static string Decode(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            throw new NotebookFormatException($"the file is not UTF-8: {exception.Message}", exception);
        }
    }
}
