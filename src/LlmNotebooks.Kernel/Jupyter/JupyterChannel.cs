namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>The sockets that carry messages.</summary>
internal enum JupyterChannel
{
    /// <summary>Requests, answered in order of arrival.</summary>
    Shell,

    /// <summary>Requests that must not wait behind a cell.</summary>
    Control,

    /// <summary>Questions of the kernel to a client.</summary>
    Stdin,

    /// <summary>Outputs and status, to every client.</summary>
    IOPub,
}
