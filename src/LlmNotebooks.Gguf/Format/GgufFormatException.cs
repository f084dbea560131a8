namespace LlmNotebooks.Gguf.Format;

/// <summary>A GGUF file is damaged, or asks for something this engine does not do.</summary>
/// <remarks>The message says what is wrong, at which byte, and in which key or tensor.</remarks>
public sealed class GgufFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong, with the value that was found.</param>
    /// <param name="offset">Byte offset in the file at which it was found; null when the fault has no single place, such as a missing key.</param>
    /// <param name="item">The metadata key or tensor at fault; null when none is known yet.</param>
    public GgufFormatException(string reason, long? offset = null, string? item = null)
        : base(Describe(reason, offset, item))
    {
        Offset = offset;
        Item = item;
    }

    /// <summary>Byte offset in the file at which the fault was found, or null when it has no single place.</summary>
    public long? Offset { get; }

    /// <summary>The metadata key or tensor at fault, or null when none is known.</summary>
    public string? Item { get; }

    private static string Describe(string reason, long? offset, string? item)
    {
        string where = (item, offset) switch
        {
            (null, null) => "",
            (null, _) => $" (at byte {offset})",
            (_, null) => $" (in '{item}')",
            _ => $" (in '{item}', at byte {offset})",
        };
        return $"GGUF: {reason}{where}.";
    }
}
