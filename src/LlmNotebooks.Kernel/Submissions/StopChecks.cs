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
/// A function that is one expression gets a block for it; so does a lambda, unless it is meant as an expression tree, which only the compiler's
/// understanding of the cell tells. A lambda also looks whether the stack has room: the compiler's probes are in methods alone.
/// Nothing inserted has a line end, so that only columns change; <see cref="ColumnOf"/> takes that back.
/// </remarks>
internal sealed class StopChecks
{
    private static readonly string Call = $"global::{typeof(Interruption).FullName}.{nameof(Interruption.Check)}();";
    private static readonly string EnterAsync = $"global::{typeof(Interruption).FullName}.{nameof(Interruption.EnterAsync)}();";
    private static readonly string Enter = $"global::{typeof(Interruption).FullName}.{nameof(Interruption.Enter)}();";

    private readonly List<Edit> _edits;
    private readonly SourceText _source;

    private StopChecks(SourceText source, List<Edit> edits)
    {
        _source = source;
        _edits = edits;
    }

    /// <summary>Finds the places of checks; null when the code has none.</summary>
    /// <param name="tree">The cell.</param>
    /// <param name="compilation">The cell with all that it refers to, for lambdas that are one expression; null to leave these as they are.</param>
    /// <param name="cancellationToken">A request to stop.</param>
    public static StopChecks? In(SyntaxTree tree, CSharpCompilation? compilation, CancellationToken cancellationToken)
    {
        SyntaxNode root = tree.GetRoot(cancellationToken);
        List<Edit> edits = [];
        foreach (SyntaxNode node in root.DescendantNodes()) { Visit(node, edits); }
        if (compilation is not null && HasShortLambdas(tree, cancellationToken))
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (LambdaExpressionSyntax lambda in ShortLambdas(root)) { Lambda(lambda, model, edits, cancellationToken); }
        }
        if (edits.Count == 0) { return null; }
        // A stable order: of two at one place, the outer statement's opens first, and the inner one's closes first.
        return new StopChecks(tree.GetText(cancellationToken), [.. edits.OrderBy(edit => edit.Position)]);
    }

    /// <summary>Whether a cell has lambdas that are one expression.</summary>
    public static bool HasShortLambdas(SyntaxTree tree, CancellationToken cancellationToken) => ShortLambdas(tree.GetRoot(cancellationToken)).Any();

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
            case BlockSyntax { Parent: AnonymousFunctionExpressionSyntax function } body:
                Start(body, edits, function.AsyncKeyword == default ? Enter : EnterAsync);
                break;
            case BlockSyntax { Parent: BaseMethodDeclarationSyntax method } body:
                Start(body, edits, At(method.Modifiers));
                break;
            case BlockSyntax { Parent: LocalFunctionStatementSyntax function } body:
                Start(body, edits, At(function.Modifiers, Enter));
                break;
            case BlockSyntax { Parent: AccessorDeclarationSyntax } body:
                Start(body, edits);
                break;
            case MethodDeclarationSyntax { ExpressionBody: { } body } method:
                Expression(body, method.SemicolonToken, HasResult(method.ReturnType, method.Modifiers), edits, At(method.Modifiers));
                break;
            case LocalFunctionStatementSyntax { ExpressionBody: { } body } function:
                Expression(body, function.SemicolonToken, HasResult(function.ReturnType, function.Modifiers), edits, At(function.Modifiers, Enter));
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

    private static void Start(BlockSyntax block, List<Edit> edits, string? call = null)
    {
        if (!block.OpenBraceToken.IsMissing) { edits.Add(new Edit(block.OpenBraceToken.Span.End, call ?? Call)); }
    }

    /// <summary>What a function calls where it begins. The compiler's own probes are in methods, but not in lambdas and the functions within them.</summary>
    private static string At(SyntaxTokenList modifiers, string? otherwise = null) => modifiers.Any(SyntaxKind.AsyncKeyword) ? EnterAsync : otherwise ?? Call;

    private static IEnumerable<LambdaExpressionSyntax> ShortLambdas(SyntaxNode root) => root.DescendantNodes().OfType<LambdaExpressionSyntax>()
        .Where(lambda => lambda.ExpressionBody is { ContainsDiagnostics: false } and not ThrowExpressionSyntax);

    /// <summary>Makes a block of a lambda that is one expression and becomes a delegate.</summary>
    private static void Lambda(LambdaExpressionSyntax lambda, SemanticModel model, List<Edit> edits, CancellationToken cancellationToken)
    {
        // What is part of an expression tree is not run as it stands.
        if (lambda.AncestorsAndSelf().OfType<LambdaExpressionSyntax>().Any(around => IsTree(model.GetTypeInfo(around, cancellationToken).ConvertedType))) { return; }
        if (model.GetSymbolInfo(lambda, cancellationToken).Symbol is not IMethodSymbol method) { return; }
        bool isTask = lambda.AsyncKeyword != default && method.ReturnType is INamedTypeSymbol { IsGenericType: false };
        edits.Add(new Edit(lambda.ExpressionBody!.SpanStart, "{" + (lambda.AsyncKeyword == default ? Enter : EnterAsync) + (method.ReturnsVoid || isTask ? "" : "return ")));
        edits.Add(new Edit(lambda.ExpressionBody.Span.End, ";}"));
    }

    private static bool IsTree(ITypeSymbol? type)
    {
        for (ITypeSymbol? part = type; part is not null; part = part.BaseType)
        {
            if (part.Name is "Expression" or "LambdaExpression" && part.ContainingNamespace?.ToDisplayString() == "System.Linq.Expressions") { return true; }
        }
        return false;
    }

    /// <summary>Makes a block of a function that is one expression.</summary>
    private static void Expression(ArrowExpressionClauseSyntax body, SyntaxToken end, bool hasResult, List<Edit> edits, string? call = null)
    {
        if (body.ContainsDiagnostics || end.IsMissing) { return; }
        bool returns = hasResult && body.Expression is not ThrowExpressionSyntax;
        edits.Add(new Edit(body.ArrowToken.SpanStart, "{" + (call ?? Call) + (returns ? "return " : ""), body.ArrowToken.Span.Length));
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
