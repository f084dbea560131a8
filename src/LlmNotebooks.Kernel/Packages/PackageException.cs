namespace LlmNotebooks.Kernel.Packages;

/// <summary>Packages that cannot be had; the message names them and says why.</summary>
internal sealed class PackageException : Exception
{
    public PackageException(string message)
        : this([message])
    {
    }

    public PackageException(string message, Exception inner)
        : base(message, inner) => Reasons = [message];

    /// <param name="reasons">Each of the things that are wrong, in a sentence.</param>
    public PackageException(IReadOnlyList<string> reasons)
        : base(string.Join('\n', reasons)) => Reasons = reasons;

    public IReadOnlyList<string> Reasons { get; }
}
