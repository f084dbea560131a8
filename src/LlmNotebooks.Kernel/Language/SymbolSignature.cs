using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Language;

/// <summary>Writes what a symbol is in a line of C#.</summary>
internal static class SymbolSignature
{
    private const SymbolDisplayMiscellaneousOptions Miscellaneous =
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
        | SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral | SymbolDisplayMiscellaneousOptions.CollapseTupleTypes;

    private static readonly SymbolDisplayFormat Member = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters,
        SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue,
        SymbolDisplayDelegateStyle.NameAndSignature,
        SymbolDisplayExtensionMethodStyle.InstanceMethod,
        SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeDefaultValue,
        SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        SymbolDisplayLocalOptions.IncludeType | SymbolDisplayLocalOptions.IncludeConstantValue,
        SymbolDisplayKindOptions.None,
        Miscellaneous);

    /// <summary>Members of a cell, whose class is the compiler's and not the author's.</summary>
    private static readonly SymbolDisplayFormat Own = Member.RemoveMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly SymbolDisplayFormat Type = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        delegateStyle: SymbolDisplayDelegateStyle.NameAndSignature,
        parameterOptions: SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: Miscellaneous);

    public static string Of(ISymbol symbol) => symbol switch
    {
        IFieldSymbol { ContainingType.IsScriptClass: true } field => "(variable) " + field.ToDisplayString(Own),
        IRangeVariableSymbol => "(range variable) " + symbol.Name,
        ILocalSymbol or IFieldSymbol { ContainingType.IsTupleType: true } => "(variable) " + symbol.ToDisplayString(Own),
        IParameterSymbol => "(parameter) " + symbol.ToDisplayString(Member),
        ITypeParameterSymbol parameter => $"(type parameter) {parameter.Name} of {parameter.ContainingSymbol.ToDisplayString(Own)}",
        INamespaceSymbol => "namespace " + symbol.ToDisplayString(),
        ITypeSymbol type => Qualified(type),
        IMethodSymbol { ReducedFrom: not null } => "(extension) " + symbol.ToDisplayString(Member),
        _ when symbol.ContainingType is null or { IsScriptClass: true } or { IsAnonymousType: true } => symbol.ToDisplayString(Own),
        _ => symbol.ToDisplayString(Member),
    };

    /// <summary>A type with its own namespace, and with those of its type arguments left out.</summary>
    private static string Qualified(ITypeSymbol type)
    {
        bool isKeyword = type.SpecialType != SpecialType.None;
        SymbolDisplayFormat format = isKeyword ? Type.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes) : Type;
        ISymbol outermost = type.OriginalDefinition;
        while (outermost.ContainingType is { IsScriptClass: false } outer) { outermost = outer; }
        string prefix = type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." : "";
        int at = 0;
        ImmutableArray<SymbolDisplayPart> parts = type.ToDisplayParts(format);
        while (at < parts.Length && !SymbolEqualityComparer.Default.Equals(parts[at].Symbol?.OriginalDefinition, outermost)) { at++; }
        return parts[..at].ToDisplayString() + prefix + parts[at..].ToDisplayString();
    }
}
