using System.Globalization;
using System.Runtime.InteropServices;
using LlmNotebooks.Kernel.Assemblies;

namespace LlmNotebooks.Kernel.References;

/// <summary>A folder of this process alone that holds copies of the files loaded into it.</summary>
internal sealed class ShadowFolder : IDisposable
{
    private const string Prefix = "llm-notebooks-kernel-";
    private const string LockFile = "in-use";

    private readonly string _root;
    private readonly FileStream _lock;
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    public ShadowFolder()
    {
        RemoveAbandoned();
        _root = Directory.CreateTempSubdirectory(Prefix).FullName;
        _lock = new FileStream(Path.Combine(_root, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Uses the files of a folder where they are, because nothing writes there.</summary>
    public void Keep(string folder) => _folders[folder] = folder;

    /// <summary>Copies an assembly, and its symbols if they are beside it.</summary>
    /// <returns>The path of the copy.</returns>
    public string CopyAssembly(string path)
    {
        string symbols = Path.ChangeExtension(path, ".pdb");
        if (File.Exists(symbols)) { Copy(symbols); }
        return Copy(path);
    }

    /// <summary>Copies the native libraries in a folder and in its <c>runtimes/RID/native</c>.</summary>
    public void CopyNatives(string folder)
    {
        foreach (string path in NativeFolders(folder).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Where(IsNative))
        {
            string copy = Path.Combine(Target(folder), Path.GetFileName(path));
            if (!File.Exists(copy)) { File.Copy(path, copy); }
        }
    }

    /// <summary>The copy of a native library, by the name that managed code gives it; null without one.</summary>
    public string? FindNative(IEnumerable<string> folders, string name) =>
        folders.SelectMany(folder => Target(folder) == folder ? NativeFolders(folder) : [Target(folder)])
            .SelectMany(folder => FileNames(name).Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);

    public void Dispose()
    {
        _lock.Dispose();
        Remove(_root);
    }

    /// <summary>Copies a file into the folder that stands for its own.</summary>
    public string Copy(string path)
    {
        string copy = Path.Combine(Target(Path.GetDirectoryName(path)!), Path.GetFileName(path));
        if (!File.Exists(copy)) { File.Copy(path, copy); }
        return copy;
    }

    private static IEnumerable<string> NativeFolders(string folder)
    {
        yield return folder;
        string rid = RuntimeInformation.RuntimeIdentifier;
        yield return Path.Combine(folder, "runtimes", rid, "native");
        string os = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string portable = $"{os}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        if (portable != rid) { yield return Path.Combine(folder, "runtimes", portable, "native"); }
    }

    private static bool IsNative(string path) => Path.GetExtension(path) switch
    {
        ".so" or ".dylib" => true,
        ".dll" => OperatingSystem.IsWindows() && AssemblyFile.Read(path) is null,
        _ => path.Contains(".so.", StringComparison.Ordinal),
    };

    private static string[] FileNames(string name) =>
        OperatingSystem.IsWindows() ? [name, name + ".dll", $"lib{name}.dll"]
        : OperatingSystem.IsMacOS() ? [name, name + ".dylib", $"lib{name}.dylib", $"lib{name}"]
        : [name, name + ".so", $"lib{name}.so", $"lib{name}"];

    private string Target(string folder)
    {
        if (!_folders.TryGetValue(folder, out string? target))
        {
            target = Directory.CreateDirectory(Path.Combine(_root, _folders.Count.ToString(CultureInfo.InvariantCulture))).FullName;
            _folders[folder] = target;
        }
        return target;
    }

    /// <summary>Removes the folders of processes that ended without doing so.</summary>
    private static void RemoveAbandoned()
    {
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (IsAbandoned(Path.Combine(folder, LockFile))) { Remove(folder); }
        }
    }

    /// <summary>Whether nobody holds the lock any more; a folder without one belongs to a process that is just starting.</summary>
    private static bool IsAbandoned(string path)
    {
        try
        {
            using FileStream opened = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps loaded files until the process ends: the next kernel to start removes them.
        }
    }
}
