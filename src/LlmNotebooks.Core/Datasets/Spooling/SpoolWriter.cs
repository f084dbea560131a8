using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Numbers, texts and bytes, one after the other: numbers in groups of seven bits, the lowest first; bytes after their length; texts as UTF-8, or as they are where they are no valid UTF-16.</summary>
internal sealed class SpoolWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Clear() => _buffer.ResetWrittenCount();

    public void Number(int number)
    {
        Span<byte> bytes = _buffer.GetSpan(5);
        int length = 0;
        for (uint rest = (uint)number; ; rest >>= 7)
        {
            bytes[length++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80) { break; }
        }

        _buffer.Advance(length);
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        _buffer.Write(bytes);
    }

    public void Text(string text)
    {
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(checked(3 * text.Length));
        bool isWide = Utf8.FromUtf16(text, utf8, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done;
        Number(isWide ? 1 : 0);
        Bytes(isWide ? MemoryMarshal.AsBytes(text.AsSpan()) : utf8.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(utf8);
    }

    public void Texts(IReadOnlyList<string> texts)
    {
        Number(texts.Count);
        foreach (string text in texts) { Text(text); }
    }

    public void Name(string? name, SpoolNames names)
    {
        if (name is null) { Number(0); }
        else if (names.NumberOf(name) is { } number) { Number(number + 2); }
        else
        {
            Number(1);
            Text(name);
        }
    }
}
