using LlmNotebooks.Kernel.Documents;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>Lines such as <c>#!fsharp</c> or <c>%%bash</c>, by which other kernels choose a language or run a command.</summary>
internal static class Magic
{
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
            // The compiler takes a line that begins with #! only at the very start, and passes over all of it.
            if (directive.SpanStart > 0 || CellLanguage.OfFirstLine(text) != CellLanguage.CSharp || text.Trim() != Name(text))
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
            place.Line + 1, place.Character + 1, "magic", MagicAdvice.For(Name(text), isFirst: position == 0));
    }

    private static string Name(string text) => text.Split([' ', '\t', '\r', '\n'], 2)[0];
}
