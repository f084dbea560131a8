namespace Jupyter.Tests;

/// <summary>A Jupyter of this machine that knows our kernel and nothing of its user: all of its folders are temporary.</summary>
public sealed class InstalledKernel : IAsyncLifetime
{
    /// <summary>The Pythons in which Jupyter may be: Debian's own before one that a person put in front of it.</summary>
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    private readonly TemporaryFolder _folder = new();

    /// <summary>The name of the kernel.</summary>
    public const string Name = ".net-csharp";

    /// <summary>The Python that has Jupyter.</summary>
    public string Python { get; private set; } = "";

    /// <summary>What a Jupyter program needs in its environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; private set; } = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        Environment = new Dictionary<string, string>
        {
            ["HOME"] = _folder.Path,
            ["JUPYTER_PATH"] = _folder.File("share/jupyter"),
            ["JUPYTER_DATA_DIR"] = _folder.File("data"),
            ["JUPYTER_CONFIG_DIR"] = _folder.File("config"),
            ["JUPYTER_RUNTIME_DIR"] = _folder.File("runtime"),
            ["KERNEL_NAME"] = Name,
            ["DOTNET_CLI_HOME"] = _folder.Path,
        };
        Directory.CreateDirectory(_folder.File("runtime"));
        Finished installed = await Processes.LlmnbAsync("kernel", "install", "--prefix", _folder.Path, "--name", Name);
        Assert.True(installed.ExitCode == 0, installed.ToString());
    }

    /// <summary>Looks for a Python with modules; where there is none the test is skipped, or fails when LLMNB_REQUIRE_JUPYTER=1.</summary>
    public async Task RequireAsync(params string[] modules)
    {
        foreach (string python in Pythons)
        {
            if (python.StartsWith('/') && !File.Exists(python)) { continue; }
            Finished found = await Processes.RunAsync(python, _folder.Path, ["-c", $"import {string.Join(", ", modules)}"]);
            if (found.ExitCode == 0)
            {
                Python = python;
                return;
            }
        }
        string reason = $"No Python of {string.Join(", ", Pythons)} has {string.Join(", ", modules)}.";
        Assert.False(System.Environment.GetEnvironmentVariable("LLMNB_REQUIRE_JUPYTER") == "1", reason);
        Assert.Skip(reason);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
