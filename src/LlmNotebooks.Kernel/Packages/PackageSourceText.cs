using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>Takes <c>#i "nuget: SOURCE"</c>, which the compiler does not know, out of a text.</summary>
/// <param name="Text">The text with comments in place of the directives, everything else where it was.</param>
/// <param name="Sources">The directives, in order.</param>
internal sealed partial record PackageSourceText(SourceText Text, IReadOnlyList<PackageDirective> Sources)
{
    public static PackageSourceText Read(SourceText text, string? file, CSharpParseOptions options, CancellationToken cancellationToken)
    {
        if (!Line().IsMatch(text.ToString())) { return new PackageSourceText(text, []); }

        // Only the parser knows what is a directive, and what is part of a string, a comment or a region left out.
        SyntaxNode root = CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        List<PackageDirective> sources = [];
        List<TextChange> changes = [];
        foreach (SyntaxTrivia trivia in root.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.BadDirectiveTrivia)))
        {
            TextLine line = text.Lines.GetLineFromPosition(trivia.SpanStart);
            Match match = Line().Match(text.ToString(line.Span));
            if (!match.Success) { continue; }
            Group reference = match.Groups["reference"];
            sources.Add(new PackageDirective(reference.Value, new LinePosition(line.LineNumber, reference.Index - 1), file));
            changes.Add(new TextChange(new TextSpan(line.Start + match.Groups["directive"].Index, 2), "//"));
        }
        return new PackageSourceText(changes.Count == 0 ? text : text.WithChanges(changes), sources);
    }

    [GeneratedRegex(
        @"^\s*(?<directive>#i)\s+""(?<reference>\s*nuget:[^""\r\n]*)""", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.Multiline,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Line();
}
