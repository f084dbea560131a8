using System.Collections.Concurrent;
using System.Reflection;

namespace LlmNotebooks.Kernel.Assemblies;

/// <summary>The assemblies of the .NET runtime that runs this process.</summary>
internal static class FrameworkAssemblies
{
    private static readonly Dictionary<string, string> ByName = Index();
    private static readonly ConcurrentDictionary<string, Version?> Versions = new();

    public static IEnumerable<string> Paths => ByName.Values;

    /// <summary>The path of the runtime's assembly of a simple name, or null.</summary>
    public static string? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether the runtime's own copy satisfies a reference: it has the assembly, at least as new.</summary>
    public static bool Satisfies(AssemblyName name) =>
        name.Name is { } simple
        && Find(simple) is { } path
        && (name.Version is null || Versions.GetOrAdd(path, static p => AssemblyFile.Read(p)?.Name.Version) >= name.Version);

    private static Dictionary<string, string> Index()
    {
        string folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == folder)
            .Distinct()
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
    }
}
