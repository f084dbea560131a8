using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Directives;

/// <summary>Parts a cell at the lines that are not the compiler's: commands such as <c>#!time</c>, and <c>#r</c> and <c>#load</c> below code.</summary>
/// <remarks>
/// What follows such a line is compiled by itself, as in .NET Interactive, and so may begin with <c>using</c>. Every <c>#r</c> of the cell is had
/// before its first line runs.
/// </remarks>
internal static class CellParts
{
    private const string Code = "magic";

    /// <exception cref="CellCompilationException">The cell has a command that this kernel does not have, or in a place where none can be.</exception>
    public static IReadOnlyList<CellPart> Of(CellCode cell, CancellationToken cancellationToken)
    {
        string start = cell.Text.TrimStart();
        if (start.StartsWith("%%", StringComparison.Ordinal))
        {
            LinePosition place = SourceText.From(cell.Text).Lines.GetLinePosition(cell.Text.Length - start.Length);
            throw Failure([new CellProblem(place.Line + 1, place.Character + 1, Code, MagicAdvice.For(Word(start), isFirst: true))], cell);
        }
        if (!cell.Text.Contains('#', StringComparison.Ordinal)) { return [new CodePart(cell)]; }

        PackageSourceText source = PackageSourceText.Read(SourceText.From(cell.Text), null, SubmissionChain.ParseOptions, cancellationToken);
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(source.Text, SubmissionChain.ParseOptions, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        List<CellProblem> problems = [];
        List<Mark> marks = [.. Marks(root, source.Text, problems)];
        if (problems.Count > 0) { throw Failure(problems, cell); }
        return marks.Count == 0 ? [new CodePart(cell)] : Split(cell, source, marks, Pieces.Of(root, source.Text));
    }

    private static IEnumerable<Mark> Marks(CompilationUnitSyntax root, SourceText text, List<CellProblem> problems)
    {
        SyntaxToken first = root.GetFirstToken();
        foreach (SyntaxTrivia trivia in root.DescendantTrivia().Where(trivia => trivia.IsDirective))
        {
            LinePosition place = text.Lines.GetLinePosition(trivia.SpanStart);
            if (trivia.GetStructure() is DirectiveTriviaSyntax { IsActive: false })
            {
                // The compiler reports it even where a condition takes it out.
                if (IsMagic(trivia)) { yield return new Mark(place.Line, null, null); }
                continue;
            }
            bool isBelowCode = !first.IsKind(SyntaxKind.EndOfFileToken) && first.SpanStart < trivia.SpanStart;
            switch (trivia.GetStructure())
            {
                case ReferenceDirectiveTriviaSyntax { File: { IsMissing: false, ValueText.Length: > 0 } file } when isBelowCode && !IsWithin(root, trivia):
                    yield return new Mark(place.Line, null, PackageDirective.Of(file.ValueText, file.GetLocation(), null));
                    break;
                case LoadDirectiveTriviaSyntax { File: { IsMissing: false, ValueText.Length: > 0 } file } when isBelowCode && !IsWithin(root, trivia):
                    yield return new Mark(place.Line, new CommandPart(CellCommand.Import, file.ValueText, place.Line + 1, place.Character + 1), null);
                    break;
                case var _ when IsMagic(trivia):
                    string line = text.Lines[place.Line].ToString()[place.Character..].Trim();
                    if (Problem(line, trivia.SpanStart == 0, IsWithin(root, trivia)) is { } problem) { problems.Add(new CellProblem(place.Line + 1, place.Character + 1, Code, problem)); }
                    else { yield return new Mark(place.Line, Command(line, place), null); }
                    break;
                default:
                    break;
            }
        }
    }

    private static bool IsMagic(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.ShebangDirectiveTrivia)
        || (trivia.IsKind(SyntaxKind.BadDirectiveTrivia) && trivia.ToString().StartsWith("#!", StringComparison.Ordinal));

    /// <summary>Whether a line stands in the midst of a statement or a declaration, which cannot be parted.</summary>
    private static bool IsWithin(CompilationUnitSyntax root, SyntaxTrivia trivia) =>
        root.ChildNodes().Any(node => node.SpanStart < trivia.SpanStart && trivia.SpanStart < node.Span.End);

    private static string? Problem(string line, bool isFirst, bool isWithin)
    {
        string word = Word(line);
        string argument = line[word.Length..].Trim();
        CellCommand? command = MagicCommands.Find(word);
        bool isSwitch = CellLanguage.OfFirstLine(word) == CellLanguage.CSharp;
        if (command is null && !isSwitch) { return MagicAdvice.For(word, isFirst); }
        if (isWithin) { return $"'{word}' stands between statements, not within one."; }
        return command switch
        {
            CellCommand.Import => Path(argument).Length == 0 ? $"'{word}' needs a file: {word} \"helpers.ipynb\"" : null,
            _ when argument.Length == 0 => null,
            null => MagicAdvice.For(word, isFirst: true),
            _ => $"'{word}' takes nothing after it; the rest goes below it.",
        };
    }

    private static CommandPart? Command(string line, LinePosition place) => MagicCommands.Find(Word(line)) is { } command
        ? new CommandPart(command, Path(line[Word(line).Length..]), place.Line + 1, place.Character + 1)
        : null;

    private static string Path(string argument) => argument.Trim().Trim('"').Trim();

    private static string Word(string text) => text.Split([' ', '\t', '\r', '\n'], 2)[0];

    private static List<CellPart> Split(CellCode cell, PackageSourceText source, List<Mark> marks, Pieces pieces)
    {
        List<CellPart> parts = [];
        PackageDirective[] references = [.. marks.Select(mark => mark.Reference).OfType<PackageDirective>()];
        int from = 0;
        // A language that is chosen again parts nothing: its line is left out.
        HashSet<int> leftOut = [.. pieces.LeftOut, .. marks.Where(mark => mark.Command is null && mark.Reference is null).Select(mark => mark.Line)];
        foreach (Mark mark in marks.Where(mark => !leftOut.Contains(mark.Line)))
        {
            AddCode(from, mark.Line);
            if (mark.Command is { } command) { parts.Add(command); }
            from = mark.Line + 1;
        }
        AddCode(from, source.Text.Lines.Count);

        if (references.Length > 0 || source.Sources.Count > 0)
        {
            MovedDirectives moved = new(references, source.Sources);
            if (parts is [CodePart first, ..]) { parts[0] = first with { Moved = moved }; }
            else { parts.Insert(0, new CodePart(cell with { Text = "", Whole = cell.Text }) { Moved = moved }); }
        }
        return parts;

        void AddCode(int start, int end)
        {
            if (source.Text.Lines.Where(line => IsOwn(line.LineNumber)).All(line => string.IsNullOrWhiteSpace(line.ToString()))) { return; }
            string text = string.Concat(source.Text.Lines.Select(line => source.Text.ToString(
                IsOwn(line.LineNumber) || (line.LineNumber < start && pieces.Lasting.Contains(line.LineNumber)) ? line.SpanIncludingLineBreak : TextSpan.FromBounds(line.End, line.EndIncludingLineBreak))));
            parts.Add(new CodePart(cell with { Text = text, Whole = cell.Text }));

            bool IsOwn(int line) => line >= start && line < end && !leftOut.Contains(line);
        }
    }

    private static CellCompilationException Failure(IReadOnlyList<CellProblem> problems, CellCode cell) => new(CompilationReport.Create(problems, cell));

    /// <summary>A line at which a cell is parted.</summary>
    private sealed record Mark(int Line, CommandPart? Command, PackageDirective? Reference);

    /// <summary>Lines of the compiler's that concern more than the part in which they stand.</summary>
    /// <param name="LeftOut">Regions and conditions, which a part might cut in two, with what the conditions take out.</param>
    /// <param name="Lasting">What holds from its line to the cell's end, such as <c>#pragma</c>.</param>
    private sealed record Pieces(IReadOnlySet<int> LeftOut, IReadOnlySet<int> Lasting)
    {
        public static Pieces Of(CompilationUnitSyntax root, SourceText text)
        {
            HashSet<int> leftOut = [], lasting = [];
            foreach (SyntaxTrivia trivia in root.DescendantTrivia())
            {
                if (trivia.IsKind(SyntaxKind.DisabledTextTrivia) || trivia.GetStructure() is BranchingDirectiveTriviaSyntax or EndIfDirectiveTriviaSyntax or RegionDirectiveTriviaSyntax or EndRegionDirectiveTriviaSyntax)
                {
                    LinePositionSpan span = text.Lines.GetLinePositionSpan(trivia.Span);
                    // Trivia that ends a line ends at the start of the next.
                    leftOut.UnionWith(Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + (span.End.Character > 0 ? 1 : 0)));
                }
                else if (trivia.GetStructure() is PragmaWarningDirectiveTriviaSyntax or NullableDirectiveTriviaSyntax) { lasting.Add(text.Lines.GetLinePosition(trivia.SpanStart).Line); }
            }
            return new Pieces(leftOut, lasting);
        }
    }
}
