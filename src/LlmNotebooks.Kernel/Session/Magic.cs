using LlmNotebooks.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Lines such as <c>#!fsharp</c> or <c>%%bash</c>, by which other kernels choose a language or run a command.</summary>
internal static class Magic
{
    private const string Markdown = "#!markdown";

    private static readonly string[] CSharp = ["#!csharp", "#!c#"];

    /// <summary>The text of a cell whose first line says that the rest is markdown; null for other cells.</summary>
    public static MimeBundle? AsMarkdown(CellCode cell)
    {
        string[] parts = cell.Text.TrimStart().Split('\n', 2);
        return parts[0].Trim() == Markdown
            ? new MimeBundle().With(MimeTypeNames.Markdown, parts.ElementAtOrDefault(1) ?? "").With(MimeTypeNames.Plain, parts.ElementAtOrDefault(1) ?? "")
            : null;
    }

    /// <summary>Reports magic commands that this kernel does not have, before the compiler says less about them.</summary>
    /// <exception cref="CellCompilationException">The cell has one.</exception>
    public static void Check(SyntaxNode root, CellCode cell)
    {
        List<CellProblem> problems = [];
        string start = cell.Text.TrimStart();
        if (start.StartsWith("%%", StringComparison.Ordinal))
        {
            problems.Add(Problem(start, cell.Text.Length - start.Length, root));
        }
        foreach (SyntaxTrivia directive in root.DescendantTrivia().Where(IsMagic))
        {
            string text = directive.ToString();
            if (directive.SpanStart > 0 || !CSharp.Contains(Name(text), StringComparer.OrdinalIgnoreCase))
            {
                problems.Add(Problem(text, directive.SpanStart, root));
            }
        }
        if (problems.Count > 0) { throw new CellCompilationException(CompilationReport.Create(problems, cell)); }
    }

    private static bool IsMagic(SyntaxTrivia trivia) =>
        trivia.GetStructure() is ShebangDirectiveTriviaSyntax
        || (trivia.IsKind(SyntaxKind.BadDirectiveTrivia) && trivia.ToString().StartsWith("#!", StringComparison.Ordinal));

    private static CellProblem Problem(string text, int position, SyntaxNode root)
    {
        LinePosition place = root.SyntaxTree.GetText().Lines.GetLinePosition(position);
        return new CellProblem(
            place.Line + 1, place.Character + 1, "magic",
            $"the magic command '{Name(text)}' is not supported; cells hold C#, and text goes into markdown cells.");
    }

    private static string Name(string text) => text.Split([' ', '\t', '\r', '\n'], 2)[0];
}
