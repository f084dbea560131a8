using System.Runtime.InteropServices;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>The .NET SDK beside the runtime that runs this process.</summary>
/// <param name="Host">The path of its <c>dotnet</c>.</param>
/// <param name="Version">The SDK's version.</param>
internal sealed record DotnetSdk(string Host, string Version)
{
    /// <summary>Finds the newest SDK that builds for the runtime of this process.</summary>
    /// <exception cref="PackageException">There is none.</exception>
    // The framework lies in ROOT/shared/Microsoft.NETCore.App/VERSION.
    public static DotnetSdk Find() => Find(Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..")));

    /// <param name="root">The folder of the <c>dotnet</c> host.</param>
    /// <exception cref="PackageException">There is none.</exception>
    public static DotnetSdk Find(string root)
    {
        string host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        string sdks = Path.Combine(root, "sdk");
        string? version = !File.Exists(host) || !Directory.Exists(sdks) ? null : Directory.EnumerateDirectories(sdks)
            .Where(folder => File.Exists(Path.Combine(folder, "MSBuild.dll")))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => Number(name)?.Major >= Environment.Version.Major)
            // A release stands above its own previews, whose names go on after a hyphen.
            .MaxBy(name => (Number(name), !name.Contains('-'), name));
        return version is null
            ? throw new PackageException(
                $"packages need a .NET SDK {Environment.Version.Major}.0 or later, and there is only a runtime in {root}; "
                + "install the SDK (https://dotnet.microsoft.com/download), or refer to the package's dll by its path.")
            : new DotnetSdk(host, version);
    }

    private static Version? Number(string name) =>
        System.Version.TryParse(name.Split('-', 2)[0], out Version? version) ? version : null;
}
