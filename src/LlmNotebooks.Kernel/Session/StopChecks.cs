using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LlmNotebooks.Kernel.Session;

/// <summary>Writes calls of <see cref="Interruption.Check"/> into a cell, so that its loops can be stopped from outside.</summary>
/// <remarks>
/// A check stands in every loop, before every goto, in every function with a block and after every statement that awaits.
/// The runtime's own way, ControlledExecution, aborts threads; on Linux that ends the whole process as soon as the thread
/// is anywhere but in a loop without calls, and nowhere does it reach Task.Run or what follows an await. The compiler's
/// own cancellation checks (InstrumentationKind.ModuleCancellation) replace the tokens that the author passes.
/// Nothing inserted has a line end, so that only columns change; <see cref="ColumnOf"/> takes that back.
/// </remarks>
internal sealed class StopChecks
{
    private const string Call = "global::LlmNotebooks.Kernel.Session.Interruption.Check();";

    private readonly List<(int Position, string Text)> _insertions;
    private readonly SourceText _source;

    private StopChecks(SourceText source, List<(int Position, string Text)> insertions)
    {
        _source = source;
        _insertions = insertions;
    }

    /// <summary>Finds the places of checks; null when the code has none.</summary>
    public static StopChecks? In(SyntaxTree tree, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        List<(int Position, string Text)> insertions = [];
        foreach (SyntaxNode node in root.DescendantNodes()) { Visit(node, insertions); }
        if (insertions.Count == 0) { return null; }
        // A stable order: of two at one place, the outer statement's opens first, and the inner one's closes first.
        return new StopChecks(tree.GetText(cancellationToken), [.. insertions.OrderBy(insertion => insertion.Position)]);
    }

    /// <summary>The code with the checks.</summary>
    public SourceText Insert() => _source.WithChanges(_insertions
        .GroupBy(insertion => insertion.Position)
        .Select(group => new TextChange(new TextSpan(group.Key, 0), string.Concat(group.Select(insertion => insertion.Text)))));

    /// <summary>The author's column of a place in the code with the checks; both from 1.</summary>
    public int ColumnOf(int line, int column)
    {
        if (line < 1 || line > _source.Lines.Count) { return column; }
        TextLine text = _source.Lines[line - 1];
        int shift = 0;
        foreach ((int position, string inserted) in _insertions)
        {
            if (position < text.Start || position > text.End) { continue; }
            int at = position - text.Start + shift;
            if (at >= column - 1) { break; }
            shift += Math.Min(inserted.Length, column - 1 - at);
        }
        return column - shift;
    }

    private static void Visit(SyntaxNode node, List<(int Position, string Text)> insertions)
    {
        switch (node)
        {
            case WhileStatementSyntax loop:
                Body(loop.Statement, insertions);
                break;
            case DoStatementSyntax loop:
                Body(loop.Statement, insertions);
                break;
            case ForStatementSyntax loop:
                Body(loop.Statement, insertions);
                break;
            case CommonForEachStatementSyntax loop:
                Body(loop.Statement, insertions);
                break;
            case GotoStatementSyntax { RawKind: (int)SyntaxKind.GotoStatement } jump:
                Wrap(jump, insertions);
                break;
            case BlockSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax } body:
                Start(body, insertions);
                break;
            case StatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax } statement when Awaits(statement):
                After(statement, insertions);
                break;
            case FieldDeclarationSyntax { Parent: CompilationUnitSyntax } variable when Awaits(variable):
                After(variable, insertions);
                break;
        }
    }

    private static void Body(StatementSyntax body, List<(int Position, string Text)> insertions)
    {
        if (body is BlockSyntax block) { Start(block, insertions); }
        else { Wrap(body, insertions); }
    }

    private static void Start(BlockSyntax block, List<(int Position, string Text)> insertions)
    {
        if (!block.OpenBraceToken.IsMissing) { insertions.Add((block.OpenBraceToken.Span.End, Call)); }
    }

    private static void Wrap(StatementSyntax statement, List<(int Position, string Text)> insertions)
    {
        // A statement that is not finished is the compiler's to report.
        if (statement.ContainsDiagnostics) { return; }
        insertions.Add((statement.SpanStart, "{" + Call));
        insertions.Add((statement.Span.End, "}"));
    }

    private static void After(SyntaxNode statement, List<(int Position, string Text)> insertions)
    {
        // The cell's last expression, without a semicolon, is its value. A local function only holds the await.
        if (statement.GetLastToken(includeZeroWidth: true).IsMissing || statement is LocalFunctionStatementSyntax) { return; }
        insertions.Add((statement.Span.End, Call));
    }

    private static bool Awaits(SyntaxNode node) => node
        .DescendantNodes(inner => inner == node || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(inner => inner is AwaitExpressionSyntax);
}
