using System.Text;

namespace LlmNotebooks.Csv;

/// <summary>Records of a CSV text after RFC 4180; LF and CR are taken like CRLF, and another separator like the comma.</summary>
/// <remarks>
/// Our own, since a quote is an error where RFC 4180 has none, and a character within a field that does not begin with one. Sep 0.17.1 takes every quote as the beginning or
/// end of a quoted part and reports no error: after a field like <c>5" disk</c>, or one that has no closing quote, the rows up to the next quote become one field.
/// </remarks>
internal sealed class CsvReader(TextReader text, char separator = ',')
{
    private const char Quote = '"';

    private readonly StringBuilder _field = new();
    private readonly char[] _buffer = new char[4096];
    private int _at;
    private int _end;
    private int _line = 1;

    /// <summary>The line, from 1, at which the last record begins.</summary>
    public int Line { get; private set; }

    /// <summary>The next record; null at the end. A blank line is a record with one empty field.</summary>
    /// <exception cref="FormatException">A quoted field has no end, or goes on after it.</exception>
    public List<string>? Read()
    {
        if (Peek() < 0) { return null; }
        Line = _line;
        List<string> fields = [];
        while (true)
        {
            fields.Add(Peek() == Quote ? Quoted(fields.Count + 1) : Plain());
            int next = Next();
            if (next == separator) { continue; }
            if (next is '\n' or '\r') { EndLine(next); }
            else if (next >= 0) { throw new FormatException($"Field {fields.Count} goes on after its closing quote; a quote within a quoted field is written twice."); }
            return fields;
        }
    }

    private string Plain()
    {
        _field.Clear();
        while (Peek() >= 0)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int length = rest.IndexOfAny(separator, '\r', '\n');
            if (length >= 0 && _field.Length == 0)
            {
                _at += length;
                return rest[..length].ToString();
            }

            Take(length < 0 ? rest.Length : length);
            if (length >= 0) { break; }
        }

        return _field.ToString();
    }

    private string Quoted(int number)
    {
        int begun = _line;
        _field.Clear();
        _at++;
        while (Peek() >= 0)
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _end - _at);
            int length = rest.IndexOfAny(Quote, '\r', '\n');
            Take(length < 0 ? rest.Length : length);
            if (length < 0) { continue; }
            int special = Next();
            if (special != Quote)
            {
                _field.Append((char)special);
                if (EndLine(special)) { _field.Append('\n'); }
                continue;
            }

            if (Peek() != Quote) { return _field.ToString(); }
            _at++;
            _field.Append(Quote);
        }

        throw new FormatException($"A quoted field has no closing quote: field {number}, which begins on line {begun}.");
    }

    private void Take(int length)
    {
        _field.Append(_buffer, _at, length);
        _at += length;
    }

    /// <summary>Counts the line that CR or LF ends.</summary>
    /// <returns>Whether it was CR, and an LF after it was taken with it.</returns>
    private bool EndLine(int end)
    {
        _line++;
        if (end != '\r' || Peek() != '\n') { return false; }
        _at++;
        return true;
    }

    private int Next() => Peek() is var next && next >= 0 ? _buffer[_at++] : next;

    private int Peek()
    {
        if (_at == _end) { (_at, _end) = (0, text.Read(_buffer, 0, _buffer.Length)); }
        return _at < _end ? _buffer[_at] : -1;
    }
}
