namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The kernels of some folders, in the order in which Jupyter searches them.</summary>
internal sealed class KernelspecCatalog
{
    // A folder that may not be read has nothing to start, either; names that begin with a dot count as hidden, and ours is one.
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };

    private readonly List<Kernelspec> _kernels;

    /// <summary>Reads the kernels of these folders; one that is not there has none.</summary>
    public KernelspecCatalog(IEnumerable<string> folders) => _kernels = [.. folders.SelectMany(KernelsIn)];

    /// <summary>All the kernels, also those that another of the same name hides.</summary>
    public IReadOnlyList<Kernelspec> Kernels => _kernels;

    /// <summary>The kernel that Jupyter starts by a name.</summary>
    public Kernelspec? Find(string name) => _kernels.Find(kernel => kernel.Name == name);

    /// <summary>The kernels of one folder, by name.</summary>
    public static IEnumerable<Kernelspec> KernelsIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "*", Readable).Where(kernel => File.Exists(Path.Combine(kernel, Kernelspec.FileName))).Order(StringComparer.Ordinal).Select(KernelspecFile.Read)
        : [];
}
