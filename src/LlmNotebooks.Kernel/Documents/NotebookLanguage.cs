using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>The language that a notebook says its code is in.</summary>
internal static class NotebookLanguage
{
    private static readonly (string Group, string Name)[] Places = [("kernelspec", "language"), ("language_info", "name")];

    /// <exception cref="NotebookFormatException">The notebook says that its code is in another language than C#.</exception>
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
    }
}
