using System.Text;

namespace LlmNotebooks.Csv;

/// <summary>Records of a CSV text after RFC 4180; LF is taken like CRLF, and another separator like the comma.</summary>
internal sealed class CsvReader(TextReader text, char separator = ',')
{
    private readonly StringBuilder _field = new();
    private int _line = 1;

    /// <summary>The line, from 1, at which the last record begins.</summary>
    public int Line { get; private set; }

    /// <summary>The next record; null at the end. A blank line is a record with one empty field.</summary>
    /// <exception cref="FormatException">A quoted field has no end, or goes on after it.</exception>
    public List<string>? Read()
    {
        if (text.Peek() < 0) { return null; }
        Line = _line;
        List<string> fields = [];
        while (true)
        {
            fields.Add(text.Peek() == '"' ? Quoted(fields.Count + 1) : Plain());
            int next = text.Read();
            if (next == separator) { continue; }
            if (next == '\r' && text.Peek() == '\n') { next = text.Read(); }
            if (next is '\n' or '\r') { _line++; }
            else if (next >= 0) { throw new FormatException($"Field {fields.Count} goes on after its closing quote; a quote within a quoted field is written twice."); }
            return fields;
        }
    }

    private string Plain()
    {
        _field.Clear();
        while (text.Peek() is var next && next >= 0 && next != separator && next is not ('\r' or '\n')) { _field.Append((char)text.Read()); }
        return _field.ToString();
    }

    private string Quoted(int number)
    {
        int begun = _line;
        _field.Clear();
        _ = text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0) { throw new FormatException($"A quoted field has no closing quote: field {number}, which begins on line {begun}."); }
            if (next == '"')
            {
                if (text.Peek() != '"') { return _field.ToString(); }
                _ = text.Read();
            }
            else if (next == '\n' || (next == '\r' && text.Peek() != '\n'))
            {
                _line++;
            }

            _field.Append((char)next);
        }
    }
}
