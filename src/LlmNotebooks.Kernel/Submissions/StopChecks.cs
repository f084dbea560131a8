using LlmNotebooks.Kernel.Execution;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Submissions;

/// <summary>Writes calls of <see cref="Interruption.Check"/> into a cell, so that its loops can be stopped from outside.</summary>
/// <remarks>
/// A check stands in every loop, before every goto, in every function with a block and after every statement that awaits.
/// The runtime's own way, ControlledExecution, aborts threads; on Linux that ends the whole process as soon as the thread
/// is anywhere but in a loop without calls, and nowhere does it reach Task.Run or what follows an await. The compiler's
/// own cancellation checks (InstrumentationKind.ModuleCancellation) replace the tokens that the author passes.
/// A function that is one expression gets a block for it; a lambda does not, as it may be meant as an expression tree.
/// Nothing inserted has a line end, so that only columns change; <see cref="ColumnOf"/> takes that back.
/// </remarks>
internal sealed class StopChecks
{
    private static readonly string Call = $"global::{typeof(Interruption).FullName}.{nameof(Interruption.Check)}();";

    private readonly List<Edit> _edits;
    private readonly SourceText _source;

    private StopChecks(SourceText source, List<Edit> edits)
    {
        _source = source;
        _edits = edits;
    }

    /// <summary>Finds the places of checks; null when the code has none.</summary>
    public static StopChecks? In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        List<Edit> edits = [];
        foreach (SyntaxNode node in root.DescendantNodes()) { Visit(node, edits); }
        if (edits.Count == 0) { return null; }
        // A stable order: of two at one place, the outer statement's opens first, and the inner one's closes first.
        return new StopChecks(tree.GetText(cancellationToken), [.. edits.OrderBy(edit => edit.Position)]);
    }

    /// <summary>The code with the checks.</summary>
    public SourceText Insert() => _source.WithChanges(_edits
        .GroupBy(edit => edit.Position)
        .Select(group => new TextChange(new TextSpan(group.Key, group.Max(edit => edit.Length)), string.Concat(group.Select(edit => edit.Text)))));

    /// <summary>The author's column of a place in the code with the checks; both from 1.</summary>
    public int ColumnOf(int line, int column)
    {
        if (line < 1 || line > _source.Lines.Count) { return column; }
        TextLine text = _source.Lines[line - 1];
        int shift = 0;
        foreach (Edit edit in _edits)
        {
            if (edit.Position < text.Start || edit.Position > text.End) { continue; }
            int at = edit.Position - text.Start + shift;
            if (at >= column - 1) { break; }
            shift += column - 1 < at + edit.Text.Length ? column - 1 - at : edit.Text.Length - edit.Length;
        }
        return column - shift;
    }

    private static void Visit(SyntaxNode node, List<Edit> edits)
    {
        switch (node)
        {
            case WhileStatementSyntax loop:
                Body(loop.Statement, edits);
                break;
            case DoStatementSyntax loop:
                Body(loop.Statement, edits);
                break;
            case ForStatementSyntax loop:
                Body(loop.Statement, edits);
                break;
            case CommonForEachStatementSyntax loop:
                Body(loop.Statement, edits);
                break;
            case GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } jump:
                Wrap(jump, edits);
                break;
            case BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax } body:
                Start(body, edits);
                break;
            case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                Expression(body, method.SemicolonToken, HasResult(method.ReturnType, method.Modifiers), edits);
                break;
            case LocalFunctionStatementSyntax { ExpressionBody: { } body } function:
                Expression(body, function.SemicolonToken, HasResult(function.ReturnType, function.Modifiers), edits);
                break;
            case BaseMethodDeclarationSyntax { ExpressionBody: { } body } and (OperatorDeclarationSyntax or ConversionOperatorDeclarationSyntax):
                Expression(body, ((BaseMethodDeclarationSyntax)node).SemicolonToken, hasResult: true, edits);
                break;
            case StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement when Awaits(statement):
                After(statement, edits);
                break;
            case FieldDeclarationSyntax { Parent: CompilationUnitSyntax } variable when Awaits(variable):
                After(variable, edits);
                break;
        }
    }

    private static void Body(StatementSyntax body, List<Edit> edits)
    {
        if (body is BlockSyntax block) { Start(block, edits); }
        else { Wrap(body, edits); }
    }

    private static void Start(BlockSyntax block, List<Edit> edits)
    {
        if (!block.OpenBraceToken.IsMissing) { edits.Add(new Edit(block.OpenBraceToken.Span.End, Call)); }
    }

    /// <summary>Makes a block of a function that is one expression.</summary>
    private static void Expression(ArrowExpressionClauseSyntax body, SyntaxToken end, bool hasResult, List<Edit> edits)
    {
        if (body.ContainsDiagnostics || end.IsMissing) { return; }
        bool returns = hasResult && body.Expression is not ThrowExpressionSyntax;
        edits.Add(new Edit(body.ArrowToken.SpanStart, "{" + Call + (returns ? "return " : ""), body.ArrowToken.Span.Length));
        edits.Add(new Edit(end.Span.End, "}"));
    }

    private static bool HasResult(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        && !(modifiers.Any(SyntaxKind.AsyncKeyword) && type is not QualifiedNameSyntax { Right: GenericNameSyntax } and not GenericNameSyntax);

    private static void Wrap(StatementSyntax statement, List<Edit> edits)
    {
        // A statement that is not finished is the compiler's to report.
        if (statement.ContainsDiagnostics) { return; }
        edits.Add(new Edit(statement.SpanStart, "{" + Call));
        edits.Add(new Edit(statement.Span.End, "}"));
    }

    private static void After(SyntaxNode statement, List<Edit> edits)
    {
        // The cell's last expression, without a semicolon, is its value. A local function only holds the await.
        if (statement.GetLastToken(includeZeroWidth: true).IsMissing || statement is LocalFunctionStatementSyntax) { return; }
        edits.Add(new Edit(statement.Span.End, Call));
    }

    private static bool Awaits(SyntaxNode node) => node
        .DescendantNodes(inner => inner == node || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(inner => inner is AwaitExpressionSyntax);

    /// <summary>Text that takes the place of some of the author's.</summary>
    private readonly record struct Edit(int Position, string Text, int Length = 0);
}
