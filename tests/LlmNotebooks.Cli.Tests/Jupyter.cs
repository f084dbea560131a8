namespace LlmNotebooks.Cli.Tests;

/// <summary>The Jupyter of this machine.</summary>
internal static class Jupyter
{
    /// <summary>The command's path; null where there is none.</summary>
    public static string? Program { get; } = Find("jupyter");

    /// <summary>Skips a test that has nothing to ask, or fails it when LLMNB_REQUIRE_JUPYTER=1.</summary>
    /// <param name="subcommand">What of jupyter the test needs; the command itself brings none.</param>
    public static void Require(string? subcommand = null)
    {
        string program = subcommand is null ? "jupyter" : $"jupyter-{subcommand}";
        if (Find(program) is not null) { return; }
        string reason = $"There is no {program} on the PATH.";
        Assert.False(Environment.GetEnvironmentVariable("LLMNB_REQUIRE_JUPYTER") == "1", reason);
        Assert.Skip(reason);
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);
}
