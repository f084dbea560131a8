using System.Reflection;
using LlmNotebooks.Kernel.Assemblies;
using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.References;

/// <summary>The assemblies that cells refer to, all in one load context, one of each name.</summary>
/// <remarks>
/// What a <c>#r</c> names is copied with everything it needs from its folder, and loaded from the copy: a build may replace
/// the original while a notebook runs, and the notebook keeps a set of files that fit each other.
/// </remarks>
internal sealed class CellAssemblies : IDisposable
{
    private readonly ShadowFolder _shadow = new();
    private readonly List<string> _folders = [];
    private readonly Dictionary<string, string> _originals = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _copies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();

    public CellAssemblies() => Context = new CellLoadContext(this);

    public CellLoadContext Context { get; }

    /// <summary>Takes an assembly and all that it needs from its folder.</summary>
    /// <param name="path">The full path of a .NET assembly.</param>
    public AddedAssemblies Add(string path)
    {
        lock (_lock)
        {
            string folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
                _shadow.CopyNatives(folder);
            }
            string name = Path.GetFileNameWithoutExtension(path);
            string? warning = _originals.TryGetValue(name, out string? earlier) && earlier != path && AreDifferent(_copies[name], path)
                ? $"warning: {path} is not used, because a different {earlier} of the same name came first."
                : null;

            List<string> paths = [];
            HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase) { name };
            Queue<string> open = new([path]);
            while (open.TryDequeue(out string? file))
            {
                string copy = Copy(file);
                paths.Add(copy);
                foreach (AssemblyName reference in AssemblyFile.Read(copy)?.References ?? [])
                {
                    if (!seen.Add(reference.Name!) || FrameworkAssemblies.Satisfies(reference)) { continue; }
                    if (Original(reference.Name!) is { } needed) { open.Enqueue(needed); }
                }
            }
            return new AddedAssemblies(paths, warning is null ? [] : [warning]);
        }
    }

    /// <summary>Takes the assemblies of packages, to be used where they are: nothing writes to them.</summary>
    public AddedAssemblies Add(PackageSet packages)
    {
        lock (_lock)
        {
            string folder = packages.LibraryFolder;
            if (!_folders.Contains(folder)) { _folders.Add(folder); }
            _shadow.Keep(folder);
            List<string> warnings = [];
            foreach (PackageAssembly assembly in packages.Assemblies)
            {
                string path = Path.Combine(folder, assembly.File);
                string name = Path.GetFileNameWithoutExtension(path);
                if (_copies.TryAdd(name, path)) { _originals[name] = path; }
                else if (AreDifferent(_copies[name], path)) { warnings.Add(InUse(name, assembly)); }
            }
            // What is compiled with must fit what is loaded.
            IEnumerable<string> paths = packages.References.Select(reference =>
                _copies.TryGetValue(Path.GetFileNameWithoutExtension(reference), out string? copy) && Path.GetDirectoryName(copy) != folder
                    ? copy
                    : Path.Combine(packages.Folder, reference));
            return new AddedAssemblies([.. paths], warnings);
        }
    }

    /// <summary>The path to load an assembly from, or null when no folder has it.</summary>
    public string? Find(string name)
    {
        lock (_lock) { return Original(name) is { } original ? Copy(original) : null; }
    }

    /// <summary>Where a copy comes from; null for a path that is none.</summary>
    public string? OriginalOf(string copy)
    {
        string name = Path.GetFileNameWithoutExtension(copy);
        lock (_lock) { return _copies.GetValueOrDefault(name) == copy ? _originals[name] : null; }
    }

    /// <summary>The path to load a native library from, or null when no folder has it.</summary>
    public string? FindNative(string name)
    {
        lock (_lock) { return _shadow.FindNative(_folders, name); }
    }

    /// <summary>The path to load translated resources from, or null when no folder has them.</summary>
    public string? FindSatellite(string name, string culture)
    {
        lock (_lock)
        {
            return _folders.Select(folder => Path.Combine(folder, culture, name + ".dll")).FirstOrDefault(File.Exists) is { } path
                ? _shadow.Copy(path)
                : null;
        }
    }

    public void Dispose() => _shadow.Dispose();

    private static bool AreDifferent(string first, string second) =>
        AssemblyFile.Read(first)?.Mvid != AssemblyFile.Read(second)?.Mvid;

    private string InUse(string name, PackageAssembly assembly) =>
        $"warning: {name} {assembly.Version}{(assembly.Package is null ? "" : $" of {assembly.Package}")} is not used, because this session has "
        + $"{AssemblyFile.Read(_copies[name])?.Name.Version} of {_originals[name]}. To change it, restart the kernel and put the #r lines in one cell at the top.";

    private string? Original(string name)
    {
        if (_originals.TryGetValue(name, out string? known)) { return known; }
        return _folders.Select(folder => Path.Combine(folder, name + ".dll"))
            .FirstOrDefault(path => File.Exists(path) && AssemblyFile.Read(path) is not null);
    }

    private string Copy(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (!_copies.TryGetValue(name, out string? copy))
        {
            copy = _shadow.CopyAssembly(path);
            _copies[name] = copy;
            _originals[name] = path;
        }
        return copy;
    }
}
