using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Export;

/// <summary>C# as HTML, classified by the compiler's tokens; its text is that of the source, line by line.</summary>
internal static class CSharpHighlighter
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.CSharp14, kind: SourceCodeKind.Script);

    public static string ToHtml(string source)
    {
        string text = source.ReplaceLineEndings("\n");
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, Options).GetRoot();
        StringBuilder html = new();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            Append(html, token.LeadingTrivia);
            Append(html, token.Text, Class(token));
            Append(html, token.TrailingTrivia);
        }
        return html.ToString();
    }

    private static void Append(StringBuilder html, SyntaxTriviaList trivia)
    {
        foreach (SyntaxTrivia piece in trivia) { Append(html, piece.ToFullString(), Class(piece)); }
    }

    private static void Append(StringBuilder html, string text, string? kind)
    {
        string encoded = WebUtility.HtmlEncode(text);
        _ = kind is null || text.Length == 0 ? html.Append(encoded) : html.Append("<span class=\"").Append(kind).Append("\">").Append(encoded).Append("</span>");
    }

    private static string? Class(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia => "comment",
        SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia => "comment",
        SyntaxKind.DisabledTextTrivia => "comment",
        _ when trivia.IsDirective => "directive",
        _ => null,
    };

    private static string? Class(SyntaxToken token)
    {
        SyntaxKind kind = token.Kind();
        if (token.IsKeyword() || SyntaxFacts.IsContextualKeyword(kind)) { return "keyword"; }
        return kind switch
        {
            SyntaxKind.NumericLiteralToken => "number",
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
                or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
                or SyntaxKind.InterpolatedRawStringEndToken => "string",
            SyntaxKind.IdentifierToken => Identifier(token),
            _ => null,
        };
    }

    private static string? Identifier(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { Identifier.ValueText: "var" or "dynamic" or "nameof" } => "keyword",
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or TypeParameterSyntax => "type",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "method",
        GenericNameSyntax name when IsInvoked(name) => "method",
        GenericNameSyntax => "type",
        IdentifierNameSyntax name when IsInvoked(name) => "method",
        IdentifierNameSyntax name when IsType(name) => "type",
        _ => null,
    };

    private static bool IsInvoked(SimpleNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax => true,
        MemberAccessExpressionSyntax access => access.Name == name && access.Parent is InvocationExpressionSyntax,
        _ => false,
    };

    private static bool IsType(IdentifierNameSyntax name) => name.Parent switch
    {
        VariableDeclarationSyntax declaration => declaration.Type == name,
        ObjectCreationExpressionSyntax or TypeArgumentListSyntax or NullableTypeSyntax or ArrayTypeSyntax or SimpleBaseTypeSyntax
            or TypeOfExpressionSyntax or AttributeSyntax or CatchDeclarationSyntax => true,
        ParameterSyntax parameter => parameter.Type == name,
        PropertyDeclarationSyntax property => property.Type == name,
        MethodDeclarationSyntax method => method.ReturnType == name,
        LocalFunctionStatementSyntax function => function.ReturnType == name,
        CastExpressionSyntax cast => cast.Type == name,
        DeclarationExpressionSyntax declared => declared.Type == name,
        ForEachStatementSyntax loop => loop.Type == name,
        DeclarationPatternSyntax pattern => pattern.Type == name,
        // A capital letter before a dot is a type or a namespace, as far as the syntax can tell.
        MemberAccessExpressionSyntax access => access.Expression == name && char.IsUpper(name.Identifier.ValueText[0]),
        _ => false,
    };
}
