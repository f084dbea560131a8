using System.Text.RegularExpressions;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Directives;
using LlmNotebooks.Kernel.Packages;
using LlmNotebooks.Kernel.Submissions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Tells whether code can run as it stands, from its syntax alone.</summary>
internal static partial class CompletenessCheck
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

        if (GoesOn().IsMatch(code)) { return HasOpenBlock(code) ? new Completeness(CompletenessStatus.Incomplete, Indentation.AfterEnd(root)) : new Completeness(CompletenessStatus.Invalid, ""); }
        string[] errors = [.. tree.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
        // No further line ends a string that must end on its own.
        if (errors.Contains(NewlineInConstant)) { return new Completeness(CompletenessStatus.Invalid, ""); }
        if (!SyntaxFactory.IsCompleteSubmission(tree) || errors.Contains(UnterminatedRawString))
        {
            return new Completeness(CompletenessStatus.Incomplete, Indentation.AfterEnd(root));
        }
        return new Completeness(errors.Length == 0 ? CompletenessStatus.Complete : CompletenessStatus.Invalid, "");
    }

    /// <summary>Whether a part of a statement, which by itself does not parse, is open at its end.</summary>
    private static bool HasOpenBlock(string code)
    {
        int depth = 0;
        SyntaxKind last = SyntaxKind.None;
        foreach (SyntaxToken token in SyntaxFactory.ParseTokens(code, options: SubmissionChain.ParseOptions))
        {
            depth += token.Kind() switch { SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken => 1, SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken => -1, _ => 0 };
            if (!token.IsKind(SyntaxKind.EndOfFileToken)) { last = token.Kind(); }
        }
        return depth > 0 || last is SyntaxKind.ElseKeyword or SyntaxKind.CatchKeyword or SyntaxKind.FinallyKeyword or SyntaxKind.CloseParenToken;
    }

    /// <summary>Code that begins in the midst of a statement, as a console sends it line by line.</summary>
    [GeneratedRegex(@"^\s*(else|catch|finally)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex GoesOn();

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
