using System.Text;

namespace LlmNotebooks.Kernel.Output;

/// <summary>A run of console text of one stream, kept or left out as a whole.</summary>
/// <param name="name">"stdout" or "stderr".</param>
internal sealed class ConsoleBlock(string name)
{
    /// <summary>Characters of a full block.</summary>
    public const int Capacity = 1 << 16;

    /// <summary>What a block takes besides its text, in characters: many tiny blocks must not outgrow the limit either.</summary>
    private const int Overhead = 128;

    private readonly StringBuilder _text = new();

    public string Name => name;

    public int Length => _text.Length;

    public int Cost => _text.Length + Overhead;

    /// <summary>Whether no more text fits. A surrogate pair is never torn, so that one character more may fit than there is room for.</summary>
    public bool IsFull => _text.Length >= Capacity && !char.IsHighSurrogate(_text[^1]);

    /// <summary>Appends the start of a text, as much as fits.</summary>
    /// <returns>The rest.</returns>
    public ReadOnlySpan<char> Append(ReadOnlySpan<char> text)
    {
        int count = Math.Min(text.Length, Math.Max(Capacity - _text.Length, 1));
        if (count < text.Length && char.IsHighSurrogate(text[count - 1])) { count++; }
        _text.Append(text[..count]);
        return text[count..];
    }

    public void CopyTo(StringBuilder target) => target.Append(_text);
}
