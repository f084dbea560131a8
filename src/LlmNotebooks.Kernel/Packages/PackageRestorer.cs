using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Kernel.Assemblies;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>Finds the files of a set of packages: in the cache, or by a restore and a build.</summary>
internal sealed class PackageRestorer(PackageCache cache)
{
    /// <summary>The packages as an earlier session restored them; null when they must be restored, as floating versions always must.</summary>
    public PackageSet? FindRestored(PackageGraph graph) => graph.IsFloating ? null : cache.Find(graph.Key());

    /// <exception cref="PackageException">The packages cannot be had.</exception>
    public async Task<PackageSet> RestoreAsync(PackageGraph graph, CancellationToken cancellationToken)
    {
        string key = graph.Key();
        using IDisposable held = await cache.LockAsync(key, cancellationToken);
        // Another kernel may have done it in the meantime.
        if (FindRestored(graph) is { } restored) { return restored; }
        try
        {
            string work = cache.StartWork(key);
            PackageProject.Write(work, graph);
            IReadOnlyList<string> warnings = await PackageBuild.RunAsync(work, graph.Sdk, cancellationToken);

            PackageSet set = Collect(work, warnings);
            string entry = graph.IsFloating ? $"{key}-{Fingerprint(set)}" : key;
            string whole = Directory.CreateDirectory(Path.Combine(work, "entry")).FullName;
            Directory.Move(Path.Combine(work, PackageSet.Library), Path.Combine(whole, PackageSet.Library));
            Directory.Move(Path.Combine(work, PackageSet.CompileOnly), Path.Combine(whole, PackageSet.CompileOnly));
            set.Save(whole);
            cache.Publish(whole, entry);
            return cache.Find(entry) ?? throw new PackageException($"the packages were restored, and their files have gone from the cache again ({entry}).");
        }
        finally
        {
            cache.EndWork(key);
        }
    }

    private static PackageSet Collect(string work, IReadOnlyList<string> warnings)
    {
        string library = Directory.CreateDirectory(Path.Combine(work, PackageSet.Library)).FullName;
        string compileOnly = Directory.CreateDirectory(Path.Combine(work, PackageSet.CompileOnly)).FullName;
        Dictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string path, string package) in Lines(work, PackageProject.CopiedFile)) { packages.TryAdd(Path.GetFileName(path), package); }

        List<PackageAssembly> assemblies = [];
        Dictionary<string, Guid> builds = new(StringComparer.OrdinalIgnoreCase);
        foreach (string path in Directory.EnumerateFiles(library, "*.dll").Order(StringComparer.Ordinal))
        {
            if (AssemblyFile.Read(path) is not { } assembly) { continue; }
            string file = Path.GetFileName(path);
            assemblies.Add(new PackageAssembly(file, assembly.Name.Version?.ToString() ?? "", packages.GetValueOrDefault(file)));
            builds[file] = assembly.Mvid;
        }

        List<string> references = [];
        foreach ((string path, _) in Lines(work, PackageProject.ReferencesFile))
        {
            string file = Path.GetFileName(path);
            if (AssemblyFile.Read(path) is not { } assembly) { continue; }
            bool isLibrarys = builds.TryGetValue(file, out Guid build) && build == assembly.Mvid;
            if (!isLibrarys) { File.Copy(path, Path.Combine(compileOnly, file), overwrite: true); }
            references.Add(Path.Combine(isLibrarys ? PackageSet.Library : PackageSet.CompileOnly, file));
        }
        return new PackageSet(Versions(work), references, assemblies, warnings);
    }

    private static IEnumerable<(string Path, string Package)> Lines(string work, string file)
    {
        string path = Path.Combine(work, file);
        if (!File.Exists(path)) { yield break; }
        foreach (string line in File.ReadLines(path))
        {
            int bar = line.LastIndexOf('|');
            if (bar > 0) { yield return (line[..bar], line[(bar + 1)..].Trim()); }
        }
    }

    /// <summary>What NuGet settled on, as its own file says.</summary>
    private static SortedDictionary<string, string> Versions(string work)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(work, "obj", "project.assets.json")));
        SortedDictionary<string, string> versions = new(StringComparer.Ordinal);
        foreach (JsonProperty library in assets.RootElement.GetProperty("libraries").EnumerateObject())
        {
            string[] parts = library.Name.Split('/', 2);
            if (parts.Length == 2) { versions[parts[0]] = parts[1]; }
        }
        return versions;
    }

    private static string Fingerprint(PackageSet set) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Join('\n', set.Versions.Select(package => $"{package.Key} {package.Value}")))))[..16];
}
