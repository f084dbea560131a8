using System.Text.Json;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>What a set of packages comes to: the files to compile with and those to run with.</summary>
/// <param name="Versions">The version of every package in the graph, by its id.</param>
/// <param name="References">The assemblies to compile with, relative to the set's folder.</param>
/// <param name="Assemblies">The assemblies to run with, all in <see cref="Library"/>.</param>
/// <param name="Warnings">What the author should know, a line each.</param>
internal sealed record PackageSet(
    SortedDictionary<string, string> Versions, IReadOnlyList<string> References, IReadOnlyList<PackageAssembly> Assemblies,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The folder within a set's that the build wrote: all that the packages need at run time.</summary>
    public const string Library = "lib";

    /// <summary>The folder within a set's for assemblies that only the compiler reads.</summary>
    public const string CompileOnly = "ref";

    private const string FileName = "packages.json";

    /// <summary>Where the set is; nothing writes there any more.</summary>
    public string Folder { get; private init; } = "";

    public string LibraryFolder => Path.Combine(Folder, Library);

    /// <summary>Reads the set in a folder; null when a whole one is not there.</summary>
    public static PackageSet? Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) { return null; }
        PackageSet? set = JsonSerializer.Deserialize<PackageSet>(File.ReadAllBytes(path));
        if (set is null) { return null; }
        // A person who tidies up may have removed files.
        bool isWhole = set.References.Concat(set.Assemblies.Select(assembly => Path.Combine(Library, assembly.File)))
            .All(file => File.Exists(Path.Combine(folder, file)));
        return isWhole ? set with { Folder = folder } : null;
    }

    public void Save(string folder) => File.WriteAllBytes(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>The request with the version that was found for it, as a person reads it.</summary>
    public PackageRequest Resolve(PackageRequest request)
    {
        string? id = Versions.Keys.FirstOrDefault(id => id.Equals(request.Name, StringComparison.OrdinalIgnoreCase));
        return id is null ? request : new PackageRequest(id, Versions[id]);
    }
}
