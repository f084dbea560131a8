using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;

namespace LlmNotebooks.Kernel.Assemblies;

/// <summary>The framework's assemblies as the compiler refers to them; read once for all sessions.</summary>
/// <remarks>
/// Half of them declare nothing and only forward to others. The compiler goes through all references of a cell several
/// times, so a forwarder is referred to only from where an assembly comes that was built with it.
/// </remarks>
internal static class FrameworkReferences
{
    private static readonly Dictionary<string, PortableExecutableReference> ByPath =
        FrameworkAssemblies.Paths.ToDictionary(path => path, path => MetadataReference.CreateFromFile(path), StringComparer.Ordinal);

    private static readonly ImmutableArray<string> InitialPaths = WithNeeded(
        ByPath.Keys.Where(IsDeclaring), [typeof(FrameworkReferences).Assembly.Location]);

    /// <summary>What every cell refers to: the assemblies that declare something, and what they need.</summary>
    public static ImmutableArray<PortableExecutableReference> Initial { get; } = [.. InitialPaths.Select(path => ByPath[path])];

    /// <summary>The reference to a file of the framework; null for any other.</summary>
    public static PortableExecutableReference? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>The files of the framework that assemblies were built with and that <see cref="Initial"/> lacks.</summary>
    public static IEnumerable<string> NeededBy(IEnumerable<string> assemblies) => WithNeeded([], assemblies).Except(InitialPaths);

    private static ImmutableArray<string> WithNeeded(IEnumerable<string> framework, IEnumerable<string> others)
    {
        HashSet<string> found = new(framework, StringComparer.Ordinal);
        Queue<AssemblyName> open = new(found.SelectMany(References).Concat(others.SelectMany(path => AssemblyFile.Read(path)?.References ?? [])));
        while (open.TryDequeue(out AssemblyName? name))
        {
            if (FrameworkAssemblies.Find(name.Name ?? "") is not { } path || !found.Add(path)) { continue; }
            foreach (AssemblyName needed in References(path)) { open.Enqueue(needed); }
        }
        return [.. found];
    }

    private static bool IsDeclaring(string path)
    {
        MetadataReader metadata = Metadata(path);
        return metadata.TypeDefinitions.Any(type => (metadata.GetTypeDefinition(type).Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public);
    }

    private static IEnumerable<AssemblyName> References(string path)
    {
        MetadataReader metadata = Metadata(path);
        return metadata.AssemblyReferences.Select(reference => metadata.GetAssemblyReference(reference).GetAssemblyName());
    }

    private static MetadataReader Metadata(string path) =>
        ((AssemblyMetadata)ByPath[path].GetMetadata()).GetModules()[0].GetMetadataReader();
}
