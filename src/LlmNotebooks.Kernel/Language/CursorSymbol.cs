using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LlmNotebooks.Kernel.Language;

/// <summary>What a cursor points at.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="OtherOverloads">How many others of its name may be called in its place.</param>
internal sealed record CursorSymbol(ISymbol Symbol, int OtherOverloads)
{
    /// <summary>The name at or just before a position; else the call whose arguments the position is among; else null.</summary>
    public static CursorSymbol? Find(SemanticModel model, int position, CancellationToken cancellationToken)
    {
        SyntaxNode root = model.SyntaxTree.GetRoot(cancellationToken);
        if (IsInComment(root, position)) { return null; }
        SyntaxToken token = root.FindToken(position);
        SyntaxToken left = token.SpanStart < position ? token : token.GetPreviousToken();
        SyntaxToken? name = token.Span.Contains(position) && IsName(token) ? token
            : left.Span.End >= position && IsName(left) ? left
            : null;
        if (name is { } found && Named(model, found, cancellationToken) is { } named) { return named; }
        return Called(model, left, position, cancellationToken);
    }

    private static bool IsInComment(SyntaxNode root, int position)
    {
        SyntaxTrivia trivia = root.FindTrivia(position > 0 ? position - 1 : 0);
        return trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia
            && trivia.SpanStart < position;
    }

    private static bool IsName(SyntaxToken token) =>
        token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.ThisKeyword) || token.IsKind(SyntaxKind.BaseKeyword)
        || SyntaxFacts.IsPredefinedType(token.Kind());

    private static CursorSymbol? Named(SemanticModel model, SyntaxToken token, CancellationToken cancellationToken)
    {
        if (token.Parent is not { } node || token.IsMissing) { return null; }
        if (model.GetDeclaredSymbol(node, cancellationToken) is { } declared && declared.Locations.Any(place => place.SourceSpan == token.Span))
        {
            return new CursorSymbol(declared, 0);
        }
        if (node is PredefinedTypeSyntax) { return Of(model.GetTypeInfo(node, cancellationToken).Type); }
        if (node is GenericNameSyntax or IdentifierNameSyntax or ThisExpressionSyntax or BaseExpressionSyntax)
        {
            return Constructed(model, node, cancellationToken) ?? Referred(model, node, [], cancellationToken);
        }
        return null;
    }

    /// <summary>The constructor, where a type is named to create one.</summary>
    private static CursorSymbol? Constructed(SemanticModel model, SyntaxNode name, CancellationToken cancellationToken)
    {
        SyntaxNode type = name.Parent is QualifiedNameSyntax qualified && qualified.Right == name ? qualified : name;
        return type.Parent is ObjectCreationExpressionSyntax creation && creation.Type == type
            && Referred(model, creation, creation.ArgumentList?.Arguments ?? [], cancellationToken) is { Symbol: IMethodSymbol } constructor
            ? constructor
            : null;
    }

    private static CursorSymbol? Called(SemanticModel model, SyntaxToken left, int position, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = left.Parent; node is not null and not BlockSyntax; node = node.Parent)
        {
            if (node is BaseArgumentListSyntax list && IsWithin(node.GetFirstToken(), node.GetLastToken(includeZeroWidth: true), position))
            {
                SyntaxNode? target = list.Parent is InvocationExpressionSyntax invocation ? Name(invocation.Expression) : list.Parent;
                return target is null ? null : Referred(model, target, list.Arguments, cancellationToken);
            }
            if (node is AttributeArgumentListSyntax { Parent: AttributeSyntax attribute }
                && IsWithin(node.GetFirstToken(), node.GetLastToken(includeZeroWidth: true), position))
            {
                return Referred(model, attribute, [], cancellationToken);
            }
        }
        return null;
    }

    private static bool IsWithin(SyntaxToken open, SyntaxToken close, int position) =>
        open.Span.End <= position && (close.IsMissing || position <= close.SpanStart);

    private static ExpressionSyntax Name(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => expression,
    };

    private static CursorSymbol? Referred(
        SemanticModel model, SyntaxNode node, SeparatedSyntaxList<ArgumentSyntax> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Count == 0 && node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && Name(call.Expression) == node)
        {
            arguments = call.ArgumentList.Arguments;
        }
        SymbolInfo info = model.GetSymbolInfo(node, cancellationToken);
        ImmutableArray<ISymbol> group = model.GetMemberGroup(node, cancellationToken);
        if (group.IsEmpty) { group = info.CandidateSymbols; }
        ISymbol? symbol = info.Symbol
            ?? group.OrderByDescending(candidate => Fit(model, candidate, arguments, cancellationToken)).FirstOrDefault()
            ?? model.GetTypeInfo(node, cancellationToken).Type;
        int others = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { } type }
            ? type.InstanceConstructors.Count(constructor => model.IsAccessible(node.SpanStart, constructor)) - 1
            : group.Length - 1;
        return Of(symbol, symbol is IMethodSymbol or IPropertySymbol ? Math.Max(others, 0) : 0);
    }

    /// <summary>How many of the arguments written so far a candidate takes, in their very types before others.</summary>
    private static int Fit(
        SemanticModel model, ISymbol candidate, SeparatedSyntaxList<ArgumentSyntax> arguments, CancellationToken cancellationToken)
    {
        ImmutableArray<IParameterSymbol> parameters = candidate switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol property => property.Parameters,
            _ => [],
        };
        if (arguments.Count > parameters.Length && !parameters.Any(parameter => parameter.IsParams)) { return -1; }
        int fit = 0;
        for (int i = 0; i < Math.Min(arguments.Count, parameters.Length); i++)
        {
            if (arguments[i].Expression.IsMissing) { continue; }
            ITypeSymbol? type = model.GetTypeInfo(arguments[i].Expression, cancellationToken).Type;
            if (SymbolEqualityComparer.Default.Equals(type, parameters[i].Type)) { fit++; }
        }
        return fit;
    }

    private static CursorSymbol? Of(ISymbol? symbol, int otherOverloads = 0) => symbol switch
    {
        IParameterSymbol { IsThis: true } self => Of(self.Type),
        null or IErrorTypeSymbol or IDiscardSymbol or INamedTypeSymbol { IsScriptClass: true } => null,
        _ => new CursorSymbol(symbol, otherOverloads),
    };
}
