using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>Tells a person why a cell does not compile.</summary>
internal static partial class CompilationReport
{
    public static CellError Create(IEnumerable<Diagnostic> diagnostics, CellCode cell) =>
        Create([.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(diagnostic => Problem(diagnostic, cell))], cell);

    public static CellError Create(IReadOnlyList<CellProblem> problems, CellCode cell)
    {
        List<string> traceback = [];
        foreach (CellProblem problem in problems.OrderBy(p => p.Line).ThenBy(p => p.Column))
        {
            traceback.Add($"{problem.File ?? cell.Name}({problem.Line},{problem.Column}): error {problem.Code}: {problem.Message}");
            if (problem.File is not null) { continue; }
            traceback.AddRange(SourceExcerpt.Of(problem.Line.ToString(CultureInfo.InvariantCulture), cell.Line(problem.Line), problem.Column));
        }
        if (problems.Any(problem => problem.File is null && UsingDeclaration().IsMatch(cell.Line(problem.Line))))
        {
            traceback.Add("hint: a script has no using declarations at its top level; write using (var x = …) { … }, or leave the using out.");
        }
        if (problems.Any(problem => problem.Code is "CS1109" or "CS9283"))
        {
            traceback.Add("hint: in a cell, write an extension method by itself, without a class around it: static int Twice(this int x) => 2 * x;");
        }
        if (problems.Any(problem => problem.File is null && UnquotedPackage().IsMatch(cell.Line(problem.Line))))
        {
            traceback.Add("hint: a package stands in quotes: #r \"nuget: NAME, VERSION\"");
        }
        if (problems.Any(problem => problem.Code is "CS7021"))
        {
            traceback.Add("hint: a script has no namespaces: leave the namespace out, or build the file into a library and name that by #r.");
        }
        traceback.AddRange(problems.Select(problem => NameAdvice.For(problem, problem.File is null ? cell.Line(problem.Line) : "")).OfType<string>().Distinct());
        CellProblem? first = problems.Where(p => p.File is null).OrderBy(p => p.Line).FirstOrDefault();
        return new CellError(
            "CompilationError",
            string.Join('\n', problems.Select(p => $"({p.Line},{p.Column}): error {p.Code}: {p.Message}")),
            traceback,
            first?.Line,
            first is null ? null : cell.Line(first.Line),
            first?.Column);
    }

    private static CellProblem Problem(Diagnostic diagnostic, CellCode cell)
    {
        FileLinePositionSpan span = diagnostic.Location.GetMappedLineSpan();
        bool isLoaded = diagnostic.Location.SourceTree?.FilePath is { } path && Path.IsPathRooted(path) && path != cell.Path;
        return new CellProblem(
            span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, diagnostic.Id, Message(diagnostic),
            isLoaded ? diagnostic.Location.SourceTree!.FilePath : null);
    }

    [GeneratedRegex(@"^\s*#r\s+nuget\s*:", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UnquotedPackage();

    /// <summary>The compiler's name for the class of a cell's own declarations, with the place in which a message speaks of it.</summary>
    [GeneratedRegex(@"\b[Tt]he type 'Submission#\d+'|'Submission#\d+'|Submission#\d+\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Submission();

    /// <summary>The compiler's message without the classes that it puts around cells.</summary>
    private static string Message(Diagnostic diagnostic) =>
        Submission().Replace(diagnostic.GetMessage(CultureInfo.InvariantCulture), match => match.Value.EndsWith('.') ? "" : match.Value.StartsWith('T') ? "The cell" : "the cell");

    [GeneratedRegex(@"^\s*(await\s+)?using\s+(?!static\b|unsafe\b)[\w.<>,?\[\]]+\s+\w+\s*=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UsingDeclaration();
}
