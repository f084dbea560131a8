using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Language;

/// <summary>How far in a line starts that goes on from code.</summary>
internal static class Indentation
{
    private const int Width = 4;

    /// <summary>The blanks of the next line: a step for each open brace, and one more within a statement.</summary>
    public static string AfterEnd(SyntaxNode root)
    {
        Stack<SyntaxKind> open = [];
        SyntaxToken last = default;
        foreach (SyntaxToken token in root.DescendantTokens().Where(token => !token.IsMissing && !token.IsKind(SyntaxKind.EndOfFileToken)))
        {
            last = token;
            if (token.Parent is InterpolationSyntax) { continue; }
            if (IsOpening(token.Kind())) { open.Push(token.Kind()); }
            else if (IsClosing(token.Kind())) { open.TryPop(out _); }
        }
        if (IsWithinText(root, last)) { return ""; }
        int depth = open.Count(kind => kind == SyntaxKind.OpenBraceToken);
        bool isHanging = open.TryPeek(out SyntaxKind innermost) && innermost != SyntaxKind.OpenBraceToken;
        return new string(' ', Width * (depth + (isHanging || ExpectsMore(last) ? 1 : 0)));
    }

    /// <summary>Whether the next line is the text of a string or of a comment, whose blanks count.</summary>
    private static bool IsWithinText(SyntaxNode root, SyntaxToken last)
    {
        SyntaxTrivia trivia = root.DescendantTrivia().LastOrDefault(t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia));
        bool isOpenComment = trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && !trivia.ToString().EndsWith("*/", StringComparison.Ordinal);
        return isOpenComment || last.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringEndToken && last.ContainsDiagnostics;
    }

    private static bool IsOpening(SyntaxKind kind) =>
        kind is SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken;

    private static bool IsClosing(SyntaxKind kind) =>
        kind is SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken;

    /// <summary>Whether what a token belongs to goes on: an operator's right side, the body of an <c>if</c> or a loop.</summary>
    private static bool ExpectsMore(SyntaxToken last) =>
        last.Kind() is SyntaxKind.EqualsGreaterThanToken or SyntaxKind.EqualsToken or SyntaxKind.DotToken
            or SyntaxKind.ElseKeyword or SyntaxKind.DoKeyword
        || last.Parent is BinaryExpressionSyntax or ConditionalExpressionSyntax
        || (last.IsKind(SyntaxKind.CloseParenToken)
            && last.Parent is IfStatementSyntax or WhileStatementSyntax or CommonForEachStatementSyntax or ForStatementSyntax
                or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax);
}
