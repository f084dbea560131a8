using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>The language that a notebook says its code is in.</summary>
internal static class NotebookLanguage
{
    private static readonly (string Group, string Name)[] Places = [("kernelspec", "language"), ("language_info", "name")];

    /// <exception cref="NotebookFormatException">The notebook says that its code, or that of a cell, is in another language than C#.</exception>
    public static void RequireCSharp(Notebook notebook, string path)
    {
        foreach ((string group, string name) in Places)
        {
            if ((notebook.Metadata[group] as JsonObject)?[name] is JsonValue value
                && value.TryGetValue(out string? language)
                && language.ToUpperInvariant() is not ("" or "C#" or "CSHARP" or "POLYGLOT-NOTEBOOK"))
            {
                throw new NotebookFormatException(
                    $"{path} is a notebook in {language} (metadata.{group}.{name}); this kernel runs C# only. No cell was run.");
            }
        }

        string[] others = [.. notebook.CodeCells
            .Select((cell, i) => (Number: i + 1, cell.IsBlank, Language: CellLanguage.Of(cell)))
            .Where(cell => !cell.IsBlank && cell.Language != CellLanguage.CSharp && !CellLanguage.IsText(cell.Language))
            .Select(cell => $"code cell {cell.Number} is in {CellLanguage.Title(cell.Language)}")];
        if (others.Length > 0)
        {
            throw new NotebookFormatException(
                $"{path}: {string.Join(", ", others)}; this kernel runs C# only. Take those cells out, or make them markdown. No cell was run.");
        }
    }
}
