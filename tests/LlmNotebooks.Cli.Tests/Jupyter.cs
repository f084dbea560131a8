namespace LlmNotebooks.Cli.Tests;

/// <summary>The Jupyter of this machine.</summary>
internal static class Jupyter
{
    /// <summary>The command's path; null where there is none.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "jupyter.exe" : "jupyter"))
        .FirstOrDefault(File.Exists);

    /// <summary>Skips a test that has nothing to ask.</summary>
    public static void SkipWithout() => Assert.SkipUnless(Program is not null, "there is no jupyter on the PATH");
}
