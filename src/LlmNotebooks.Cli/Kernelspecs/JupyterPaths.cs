namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>Where Jupyter looks for kernels, by its own rules (jupyter_core.paths and jupyter_client.kernelspec).</summary>
/// <remarks>
/// Left out is what only a Python can say: the user site of macOS and Windows, which carries Python's version in its path,
/// and the folder of a Python that is not active.
/// </remarks>
internal sealed class JupyterPaths
{
    private const string Kernels = "kernels";

    private static readonly string[] No = ["no", "n", "false", "off", "0", "0.0"];

    private readonly Func<string, string?> _variable;
    private readonly JupyterPlatform _platform;
    private readonly string _home;

    /// <summary>Paths by an environment that is given.</summary>
    /// <param name="variable">The value of an environment variable, null where it is not set.</param>
    /// <param name="platform">Whose rules.</param>
    /// <param name="home">The user's home folder; empty where there is none.</param>
    public JupyterPaths(Func<string, string?> variable, JupyterPlatform platform, string home) => (_variable, _platform, _home) = (variable, platform, home);

    /// <summary>Paths of this process; without HOME, the home folder is that of the system's user.</summary>
    public static JupyterPaths Current { get; } = new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows() ? JupyterPlatform.Windows : OperatingSystem.IsMacOS() ? JupyterPlatform.MacOS : JupyterPlatform.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The kernels of this user.</summary>
    /// <exception cref="InvalidOperationException">There is no home folder, and no variable that stands for it.</exception>
    public string UserKernels => Path.Combine(
        UserData() ?? throw new InvalidOperationException("This user has no home folder. Set HOME or JUPYTER_DATA_DIR, or install with --prefix DIR."),
        Kernels);

    /// <summary>Every folder in which Jupyter looks for kernels, the first that has a name wins; each once.</summary>
    public IReadOnlyList<string> AllKernels
    {
        get
        {
            IEnumerable<string> data = Prefers("JUPYTER_PREFER_ENV_PATH")
                ? [.. JupyterPath(), .. EnvironmentData(), .. AllUserData(), .. SystemData()]
                : [.. JupyterPath(), .. AllUserData(), .. EnvironmentData(), .. SystemData()];
            return [.. data.Select(folder => Path.Combine(folder, Kernels)).Concat(IPythonKernels()).Distinct(StringComparer.Ordinal)];
        }
    }

    /// <summary>The kernels of an environment whose files are below a prefix.</summary>
    public static string PrefixKernels(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", Kernels);

    private IEnumerable<string> JupyterPath() =>
        Set("JUPYTER_PATH")?.Split(_platform == JupyterPlatform.Windows ? ';' : ':').Where(folder => folder.Length > 0).Select(Path.TrimEndingDirectorySeparator) ?? [];

    private string? UserData()
    {
        if (Set("JUPYTER_DATA_DIR") is { } data) { return data; }
        if (_platform == JupyterPlatform.Windows && Set("APPDATA") is { } appData) { return Path.Combine(appData, "jupyter"); }
        if (_platform == JupyterPlatform.Windows && Set("JUPYTER_CONFIG_DIR") is { } configuration) { return Path.Combine(configuration, "data"); }
        if (_platform == JupyterPlatform.Linux && Set("XDG_DATA_HOME") is { } xdg) { return Path.Combine(xdg, "jupyter"); }
        if (_home.Length == 0) { return null; }
        return _platform switch
        {
            JupyterPlatform.Windows => Path.Combine(_home, ".jupyter", "data"),
            JupyterPlatform.MacOS => Path.Combine(_home, "Library", "Jupyter"),
            _ => Path.Combine(_home, ".local", "share", "jupyter"),
        };
    }

    private IEnumerable<string> AllUserData()
    {
        if (UserData() is { } data) { yield return data; }
        if (Set("PYTHONUSERBASE") is { } userBase) { yield return Path.Combine(userBase, "share", "jupyter"); }
        else if (_platform == JupyterPlatform.Linux && _home.Length > 0) { yield return Path.Combine(_home, ".local", "share", "jupyter"); }
    }

    /// <summary>The active environment of Python, by what its activation sets.</summary>
    private IEnumerable<string> EnvironmentData() =>
        new[] { Set("VIRTUAL_ENV"), Set("CONDA_PREFIX") }.OfType<string>().Select(prefix => Path.Combine(prefix, "share", "jupyter"));

    private IEnumerable<string> SystemData() => _platform == JupyterPlatform.Windows
        ? new[] { Set("PROGRAMDATA") }.OfType<string>().Select(folder => Path.Combine(folder, "jupyter"))
        : ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    private IEnumerable<string> IPythonKernels()
    {
        if (Set("IPYTHONDIR") is { } folder) { yield return Path.Combine(folder, Kernels); }
        else if (_home.Length > 0) { yield return Path.Combine(_home, ".ipython", Kernels); }
    }

    private bool Prefers(string name) => Set(name) is { } value && !No.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Jupyter takes an empty variable for one that is not set.</summary>
    private string? Set(string name) => _variable(name) is { Length: > 0 } value ? value : null;
}
