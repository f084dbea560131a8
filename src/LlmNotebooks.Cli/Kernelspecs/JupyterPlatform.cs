namespace LlmNotebooks.Cli.Kernelspecs;

/// <summary>The systems between which Jupyter's folders differ.</summary>
internal enum JupyterPlatform
{
    /// <summary>Linux and the other Unixes.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
