namespace LlmNotebooks.Kernel.Packages;

/// <summary>The folder of this user in which restored packages wait for the next session.</summary>
/// <remarks>
/// An entry appears whole, by one rename, and is never written to again, so that kernels load from it directly. Work goes on
/// in a folder beside it, under a lock that the system lets go of even when a process dies.
/// </remarks>
/// <param name="root">The folder; made when it is needed.</param>
internal sealed class PackageCache(string root)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "LLMNB_PACKAGE_CACHE";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public static PackageCache Default { get; } = new(DefaultRoot());

    /// <summary>The packages of an entry; null when there is none.</summary>
    public PackageSet? Find(string key) => PackageSet.Load(Path.Combine(root, key));

    /// <summary>Waits until nobody else works on a key.</summary>
    public async Task<IDisposable> LockAsync(string key, CancellationToken cancellationToken)
    {
        Create();
        string path = Path.Combine(root, key + ".lock");
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Held by another kernel, which is restoring the same.
                await Task.Delay(Poll, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>An empty folder to work in, for the holder of the key's lock.</summary>
    public string StartWork(string key)
    {
        string work = Work(key);
        // What a killed process left.
        if (Directory.Exists(work)) { Directory.Delete(work, recursive: true); }
        return Directory.CreateDirectory(work).FullName;
    }

    /// <summary>Makes a folder an entry, unless the entry is there already.</summary>
    public void Publish(string folder, string key)
    {
        string entry = Path.Combine(root, key);
        if (Find(key) is not null) { return; }
        if (Directory.Exists(entry)) { Directory.Delete(entry, recursive: true); }
        Directory.Move(folder, entry);
    }

    public void EndWork(string key)
    {
        if (Directory.Exists(Work(key))) { Directory.Delete(Work(key), recursive: true); }
    }

    private string Work(string key) => Path.Combine(root, key + ".part");

    private void Create()
    {
        try
        {
            // The generated project may hold the password of a source.
            if (OperatingSystem.IsWindows()) { Directory.CreateDirectory(root); }
            else { Directory.CreateDirectory(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute); }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PackageException($"packages cannot be kept in {root}: {exception.Message} Name another folder by {Variable}.", exception);
        }
    }

    private static string DefaultRoot()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named) { return Path.GetFullPath(named); }
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string caches =
            OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg
            : home.Length > 0 ? Path.Combine(home, ".cache")
            : Path.GetTempPath();
        return Path.Combine(caches, "llm-notebooks", "packages");
    }
}
