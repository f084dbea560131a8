using System.Runtime.InteropServices;
using System.Text;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Reads what <see cref="SpoolWriter"/> wrote.</summary>
internal ref struct SpoolReader(ReadOnlySpan<byte> written)
{
    private ReadOnlySpan<byte> _rest = written;

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public int Number()
    {
        int number = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = _rest[0];
            _rest = _rest[1..];
            number |= (one & 0x7F) << shift;
            if (one < 0x80) { return number; }
        }
    }

    public ReadOnlySpan<byte> Bytes()
    {
        int length = Number();
        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }

    public string Text()
    {
        bool isWide = _rest[0] == 1;
        _rest = _rest[1..];
        ReadOnlySpan<byte> bytes = Bytes();
        return isWide ? new string(MemoryMarshal.Cast<byte, char>(bytes)) : Encoding.UTF8.GetString(bytes);
    }

    public string[] Texts()
    {
        int count = Number();
        if (count == 0) { return []; }
        string[] texts = new string[count];
        for (int i = 0; i < count; i++) { texts[i] = Text(); }
        return texts;
    }

    public string? Name(SpoolNames names) => Number() switch
    {
        0 => null,
        1 => Text(),
        int number => names[number - 2],
    };
}
