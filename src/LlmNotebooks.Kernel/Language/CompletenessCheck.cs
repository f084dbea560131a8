using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Directives;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Tells whether code can run as it stands, from its syntax alone.</summary>
internal static class CompletenessCheck
{
    private const string NewlineInConstant = "CS1010";
    private const string UnterminatedRawString = "CS8997";

    public static Completeness Of(string code)
    {
        CellCode cell = new("cell", code);
        if (TextCell.Show(cell) is not null) { return new Completeness(CompletenessStatus.Complete, ""); }
        SourceText text = PackageSourceText.Read(SourceText.From(code), null, SubmissionChain.ParseOptions, CancellationToken.None).Text;
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, SubmissionChain.ParseOptions);
        SyntaxNode root = tree.GetRoot();
        if (IsOtherLanguage(cell)) { return new Completeness(CompletenessStatus.Unknown, ""); }

        string[] errors = [.. tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
        // No further line ends a string that must end on its own.
        if (errors.Contains(NewlineInConstant)) { return new Completeness(CompletenessStatus.Invalid, ""); }
        if (!SyntaxFactory.IsCompleteSubmission(tree) || errors.Contains(UnterminatedRawString))
        {
            return new Completeness(CompletenessStatus.Incomplete, Indentation.AfterEnd(root));
        }
        return new Completeness(errors.Length == 0 ? CompletenessStatus.Complete : CompletenessStatus.Invalid, "");
    }

    private static bool IsOtherLanguage(CellCode cell)
    {
        try
        {
            CellParts.Of(cell, CancellationToken.None);
            return false;
        }
        catch (CellCompilationException)
        {
            // The check reports to the author of a cell that runs; here only its verdict matters.
            return true;
        }
    }
}
