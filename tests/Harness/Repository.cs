using System.Reflection;

namespace LlmNotebooks.Testing;

/// <summary>The working tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of LlmNotebooks.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>"debug" or "release": the configuration that the tests were built in, as the output folders spell it.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>A path below <see cref="Root"/>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Folders below <paramref name="relative"/>, at any depth.</summary>
    public static IEnumerable<string> Folders(string relative) =>
        Directory.EnumerateDirectories(PathOf(relative), "*", SearchOption.AllDirectories);

    private static string FindRoot()
    {
        for (string? folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "LlmNotebooks.sln"))) { return folder; }
        }

        throw new InvalidOperationException("LlmNotebooks.sln is in no folder above the test assembly.");
    }
}
