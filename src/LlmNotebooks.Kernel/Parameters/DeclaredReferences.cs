using System.Collections.Immutable;
using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.Packages;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>Finds what <c>#r</c> names for reading declarations, without loading, copying or restoring anything.</summary>
/// <param name="folder">The folder that paths are relative to.</param>
internal sealed class DeclaredReferences(string folder) : MetadataReferenceResolver
{
    private readonly HashSet<string> _folders = [];

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        // A package is restored when its cell runs; only the types that it brings stay unknown here.
        if (PackageRequest.IsPackage(reference)) { reference = "System.Runtime"; }
        string path = FrameworkAssemblies.Find(reference)
            ?? Path.GetFullPath(reference, Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : folder);
        if (!File.Exists(path) || AssemblyFile.Read(path) is null) { return []; }
        _folders.Add(Path.GetDirectoryName(path)!);
        return [MetadataReference.CreateFromFile(path)];
    }

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        (FrameworkAssemblies.Find(referenceIdentity.Name) ?? Beside(referenceIdentity.Name)) is { } path
            ? FrameworkReferences.Find(path) ?? MetadataReference.CreateFromFile(path)
            : null;

    private string? Beside(string name) =>
        _folders.Select(place => Path.Combine(place, name + ".dll")).FirstOrDefault(File.Exists);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
