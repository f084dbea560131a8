namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>What kernel.json's metadata says of a kernel that llmnb installed.</summary>
/// <param name="Version">The version of llmnb.</param>
/// <param name="Build">A hash of the kernel's files: builds of one version differ in it.</param>
internal sealed record KernelMark(string Version, string Build)
{
    /// <summary>How an installed kernel stands to the one that this llmnb would install.</summary>
    public KernelAge AgeBeside(KernelMark current)
    {
        int order = SemanticVersion.Compare(Version, current.Version);
        return order < 0 ? KernelAge.Older : order > 0 ? KernelAge.Newer : Build == current.Build ? KernelAge.Current : KernelAge.OtherBuild;
    }
}
