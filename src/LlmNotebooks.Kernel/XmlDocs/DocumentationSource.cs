using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.References;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.XmlDocs;

/// <summary>Finds the documentation of a symbol: in a cell, in .NET's reference pack, or in the XML file beside an assembly.</summary>
/// <param name="assemblies">The session's assemblies, which know where the copies that it loads come from.</param>
internal sealed class DocumentationSource(CellAssemblies assemblies)
{
    private const int MaxInherited = 16;

    /// <summary>The documentation; null when there is none.</summary>
    public Documentation? Find(ISymbol symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        ISymbol? current = symbol;
        for (int step = 0; current is not null && step < MaxInherited; step++)
        {
            Documentation? found = Documentation.Parse(Xml(current, compilation, cancellationToken));
            if (found is null || !found.IsInherited) { return found; }
            current = found.InheritedFrom is { } id ? DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation) : Inherited(current);
        }
        return null;
    }

    private string? Xml(ISymbol symbol, Compilation compilation, CancellationToken cancellationToken)
    {
        ISymbol definition = ((symbol as IMethodSymbol)?.ReducedFrom ?? symbol).OriginalDefinition;
        if (definition.Locations.Any(place => place.IsInSource))
        {
            return definition.GetDocumentationCommentXml(expandIncludes: false, cancellationToken: cancellationToken);
        }
        if (definition.GetDocumentationCommentId() is not { } id || definition.ContainingAssembly is not { } assembly
            || (compilation.GetMetadataReference(assembly) as PortableExecutableReference)?.FilePath is not { } path)
        {
            return null;
        }
        if (FrameworkAssemblies.Find(assembly.Name) == path)
        {
            return FrameworkDocumentation.Find(id, Outermost(definition).GetDocumentationCommentId() ?? id, assembly.Name, cancellationToken);
        }
        string file = Path.ChangeExtension(assemblies.OriginalOf(path) ?? path, ".xml");
        return File.Exists(file) ? DocumentationFile.Find(file, id, cancellationToken) : null;
    }

    private static ISymbol Outermost(ISymbol symbol)
    {
        while (symbol.ContainingType is { } type) { symbol = type; }
        return symbol;
    }

    /// <summary>What a member takes its documentation from when it names nothing.</summary>
    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol type => type.BaseType is { SpecialType: not SpecialType.System_Object } ancestor ? ancestor : type.Interfaces.FirstOrDefault(),
        IMethodSymbol { MethodKind: MethodKind.Constructor } => null,
        IMethodSymbol { OverriddenMethod: { } method } => method,
        IPropertySymbol { OverriddenProperty: { } property } => property,
        IEventSymbol { OverriddenEvent: { } overridden } => overridden,
        { ContainingType: { } type } => type.AllInterfaces.SelectMany(contract => contract.GetMembers())
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };
}
