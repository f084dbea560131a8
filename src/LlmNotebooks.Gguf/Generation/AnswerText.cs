using System.Text;

namespace LlmNotebooks.Gguf.Generation;

/// <summary>Puts an answer's text together from the bytes of its tokens and finds stop sequences in it.</summary>
/// <remarks>
/// Text is released as soon as it can be neither half a character nor the beginning of a stop sequence. What is released never changes. The
/// stop sequence that is complete first ends the text, the longer one when two are complete at once.
/// </remarks>
internal sealed class AnswerText
{
    private readonly string[] _stops;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _characters;
    private int _length;
    private int _released;
    private int _taken;

    /// <param name="stops">Stop sequences, none of them empty.</param>
    /// <param name="capacity">Characters to have room for from the start.</param>
    public AnswerText(IEnumerable<string> stops, int capacity)
    {
        _stops = [.. stops];
        _characters = new char[Math.Max(capacity, 16)];
    }

    /// <summary>Whether a stop sequence has been found; the text ends before it.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Everything that has been released.</summary>
    public ReadOnlySpan<char> Released => _characters.AsSpan(0, _released);

    /// <summary>Adds a token's bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => Decode(bytes, flush: false);

    /// <summary>Ends the text: half a character becomes U+FFFD, and what looked like the beginning of a stop sequence is released.</summary>
    public void Finish()
    {
        Decode([], flush: true);
        if (!Stopped)
        {
            _released = _length;
        }
    }

    /// <summary>What has been released since the last call.</summary>
    public ReadOnlySpan<char> Take()
    {
        ReadOnlySpan<char> fresh = _characters.AsSpan(_taken, _released - _taken);
        _taken = _released;
        return fresh;
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        if (Stopped)
        {
            return;
        }

        int needed = _length + _decoder.GetCharCount(bytes, flush);
        if (needed > _characters.Length)
        {
            Array.Resize(ref _characters, Math.Max(needed, 2 * _characters.Length));
        }

        _length += _decoder.GetChars(bytes, _characters.AsSpan(_length), flush);
        Release();
    }

    private void Release()
    {
        ReadOnlySpan<char> open = _characters.AsSpan(_released, _length - _released);
        int end = int.MaxValue, length = 0, held = 0;
        foreach (string stop in _stops)
        {
            int at = open.IndexOf(stop, StringComparison.Ordinal);
            if (at >= 0 && (at + stop.Length < end || (at + stop.Length == end && stop.Length > length)))
            {
                (end, length) = (at + stop.Length, stop.Length);
            }

            held = Math.Max(held, BeginningAtEnd(open, stop));
        }

        Stopped = length > 0;
        _released += Stopped ? end - length : open.Length - held;
    }

    /// <summary>Length of the longest end of the text that begins the stop sequence.</summary>
    private static int BeginningAtEnd(ReadOnlySpan<char> text, string stop)
    {
        int length = Math.Min(text.Length, stop.Length - 1);
        while (length > 0 && !text[^length..].SequenceEqual(stop.AsSpan(0, length)))
        {
            length--;
        }

        return length;
    }
}
