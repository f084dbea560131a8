namespace LlmNotebooks.Kernel.Packages;

/// <summary>The configuration files that NuGet reads for a folder.</summary>
/// <remarks>https://learn.microsoft.com/nuget/consume-packages/configuring-nuget-behavior: the folder's, those above it, the user's and the machine's.</remarks>
internal static class NuGetConfigFiles
{
    /// <summary>The files there are, in a fixed order.</summary>
    public static IReadOnlyList<string> Of(string folder)
    {
        List<string> files = [];
        for (string? level = folder; level is not null; level = Path.GetDirectoryName(level)) { files.AddRange(In(level)); }
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string[] shared = OperatingSystem.IsWindows()
            ?
            [
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet"),
                Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86), "NuGet", "Config"),
            ]
            :
            [
                Path.Combine(home, ".nuget", "NuGet"), Path.Combine(home, ".nuget", "config"), Path.Combine(home, ".config", "NuGet"),
                Environment.GetEnvironmentVariable("NUGET_COMMON_APPLICATION_DATA") ?? "",
                OperatingSystem.IsMacOS() ? "/Library/Application Support/NuGet/Config" : "/etc/opt/NuGet/Config",
            ];
        foreach (string place in shared) { files.AddRange(In(place)); }
        return files;
    }

    private static IEnumerable<string> In(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder)
            .Where(file => Path.GetExtension(file).Equals(".config", StringComparison.OrdinalIgnoreCase)
                && Path.GetFileName(file).StartsWith("nuget", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
        : [];
}
