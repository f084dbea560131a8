namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>An installed kernel beside the one that llmnb carries.</summary>
internal enum KernelAge
{
    /// <summary>The same files.</summary>
    Current,

    /// <summary>The same version, built from something else.</summary>
    OtherBuild,

    /// <summary>An older version.</summary>
    Older,

    /// <summary>A newer version.</summary>
    Newer,
}
