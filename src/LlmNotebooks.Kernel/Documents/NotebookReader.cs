using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Reads <c>.ipynb</c> files of nbformat 4.0 and later, older minor versions upgraded to 4.5.</summary>
/// <remarks>
/// Follows the schema of nbformat 4.5 (https://nbformat.readthedocs.io/en/latest/format_description.html).
/// What the schema does not name is kept.
/// </remarks>
internal static class NotebookReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 256 };

    /// <summary>Reads a file; one whose name ends in <c>.dib</c> by <see cref="DibReader"/>.</summary>
    /// <exception cref="NotebookFormatException">The file is not a notebook of nbformat 4.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<Notebook> LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path)) { throw new NotebookFormatException($"{path} is a folder; name the notebooks in it."); }
        byte[] bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        try
        {
            return Path.GetExtension(path).Equals(DibReader.Extension, StringComparison.OrdinalIgnoreCase) ? DibReader.Read(bytes) : Read(bytes);
        }
        catch (NotebookFormatException exception)
        {
            throw new NotebookFormatException($"{path}: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a notebook from UTF-8.</summary>
    /// <exception cref="NotebookFormatException">The text is not a notebook of nbformat 4.</exception>
    public static Notebook Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith("\uFEFF"u8)) { utf8 = utf8[3..]; }
        if (utf8.IsEmpty) { throw new NotebookFormatException("the file is empty; a notebook is a JSON object."); }
        JsonMembers members = JsonMembers.Of(Parse(utf8), "the file");
        long major = members.RequireInteger("nbformat", "is this a notebook?");
        if (major != 4)
        {
            throw new NotebookFormatException(
                $"nbformat is {major}, this kernel reads nbformat 4; convert it with `jupyter nbconvert --to notebook --nbformat 4`.");
        }
        long minor = members.RequireInteger("nbformat_minor", "is this a notebook?");
        if (minor is < 0 or > 1000) { throw new NotebookFormatException($"nbformat_minor is {minor}, expected 0 or more."); }

        Notebook notebook = new()
        {
            Minor = (int)Math.Max(minor, Notebook.MinorVersion),
            Metadata = members.Object("metadata") ?? [],
            Extra = members.Rest("nbformat", "nbformat_minor", "metadata", "cells"),
        };
        JsonArray cells = members.Array("cells") ?? throw new NotebookFormatException("the file has no \"cells\".");
        CellIds ids = new();
        for (int i = 0; i < cells.Count; i++) { notebook.Cells.Add(CellReader.Read(cells[i], $"cells[{i}]", ids)); }
        return notebook;
    }

    private static JsonNode? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(utf8.Span, documentOptions: Options);
            Decode(root);
            return root;
        }
        catch (JsonException exception)
        {
            string where = exception.LineNumber is { } line ? $"line {line + 1}, byte {exception.BytePositionInLine + 1}: " : "";
            throw new NotebookFormatException($"{where}not JSON: {Reason(exception)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new NotebookFormatException($"a text cannot be decoded: {exception.Message}", exception);
        }
    }

    /// <summary>Decodes every text now, because the parser leaves half of a surrogate pair to whoever reads it later.</summary>
    private static void Decode(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((_, JsonNode? value) in members) { Decode(value); }
                break;
            case JsonArray items:
                foreach (JsonNode? item in items) { Decode(item); }
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }

    private static string Reason(JsonException exception)
    {
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return position < 0 ? exception.Message : exception.Message[..position];
    }
}
