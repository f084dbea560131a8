using System.Text;

namespace LlmNotebooks.Csv;

/// <summary>The lines of a file as bytes over one buffer, without byte order mark. LF, CR and CRLF end a line.</summary>
internal sealed class Utf8Lines : IDisposable
{
    private const byte LineFeed = (byte)'\n', Return = (byte)'\r';

    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;
    private bool _afterReturn;
    private bool _ended;

    public Utf8Lines(string path)
    {
        _stream = TextEncoding.Open(path);
        Fill();
        if (_buffer.AsSpan(0, _end).StartsWith(Encoding.UTF8.Preamble)) { _at = Encoding.UTF8.Preamble.Length; }
    }

    /// <summary>The next line without its end, valid until the one after it is asked for.</summary>
    public bool TryNext(out ReadOnlyMemory<byte> line)
    {
        if (_at == _end) { Fill(); }
        if (_afterReturn && _at < _end && _buffer[_at] == LineFeed) { _at++; }
        _afterReturn = false;
        int seen = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_at + seen, _end - _at - seen).IndexOfAny(LineFeed, Return);
            if (length < 0 && !_ended)
            {
                seen = _end - _at;
                Fill();
                continue;
            }

            bool open = length < 0;
            line = _buffer.AsMemory(_at, open ? _end - _at : seen + length);
            if (open && line.IsEmpty) { return false; }
            _afterReturn = !open && _buffer[_at + line.Length] == Return;
            _at += line.Length + (open ? 0 : 1);
            return true;
        }
    }

    public void Dispose() => _stream.Dispose();

    private void Fill()
    {
        if (_ended) { return; }
        if (_at > 0)
        {
            _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
            (_at, _end) = (0, _end - _at);
        }

        if (_end == _buffer.Length) { Array.Resize(ref _buffer, checked(2 * _end)); }
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
