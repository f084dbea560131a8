using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Lists and dictionaries as Python prints them, which pandas writes into cells: <c>['a', "b's"]</c>, <c>{'text': ['a']}</c>, tuples, and arrays of NumPy, whose members no comma separates.</summary>
/// <remarks>After "Literals" of the Python language reference, section 2.4: escapes, None, True and False; no prefixes, bytes or arithmetic.</remarks>
internal ref struct PythonLiteral
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789+-.eE");

    private readonly ReadOnlySpan<char> _text;
    private readonly Utf8JsonWriter _json;
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text, Utf8JsonWriter json)
    {
        _text = text;
        _json = json;
    }

    /// <summary>The same value as JSON; null where the text is none.</summary>
    public static JsonDocument? TryParse(string text)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        using Utf8JsonWriter json = new(buffer);
        PythonLiteral literal = new(text, json);
        if (!literal.Value(depth: 0) || !literal.AtEnd()) { return null; }
        json.Flush();
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    private bool Value(int depth)
    {
        const int Deepest = 32;
        Skip();
        if (depth > Deepest) { return false; }
        return Peek() switch
        {
            '[' => Items(']', depth),
            '(' => Items(')', depth),
            '{' => Members(depth),
            '\'' or '"' => Text(),
            _ => Array(depth) || Word("None", null) || Word("True", true) || Word("False", false) || Number(),
        };
    }

    private bool Items(char end, int depth)
    {
        _at++;
        _json.WriteStartArray();
        for (Skip(); Peek() != end; Skip())
        {
            int before = _at;
            if (!Value(depth + 1)) { return false; }
            int after = _at;
            Skip();
            if (Peek() == ',') { _at++; }
            // NumPy separates by white space alone.
            else if (Peek() != end && (_at == after || before == after)) { return false; }
        }

        _at++;
        _json.WriteEndArray();
        return true;
    }

    private bool Members(int depth)
    {
        _at++;
        _json.WriteStartObject();
        for (Skip(); Peek() != '}'; Skip())
        {
            if (Peek() is not ('\'' or '"') || Read() is not { } name) { return false; }
            Skip();
            if (Peek() != ':') { return false; }
            _at++;
            _json.WritePropertyName(name);
            if (!Value(depth + 1)) { return false; }
            Skip();
            if (Peek() == ',') { _at++; }
            else if (Peek() != '}') { return false; }
        }

        _at++;
        _json.WriteEndObject();
        return true;
    }

    // array(['a', 'b'], dtype=object)
    private bool Array(int depth)
    {
        if (!Rest().StartsWith("array(", StringComparison.Ordinal)) { return false; }
        _at += "array(".Length;
        if (!Value(depth + 1)) { return false; }
        int end = Rest().IndexOf(')');
        if (end < 0 || Rest()[..end].IndexOfAny('[', '\'') >= 0) { return false; }
        _at += end + 1;
        return true;
    }

    private bool Word(string word, bool? value)
    {
        if (!Rest().StartsWith(word, StringComparison.Ordinal) || (Rest().Length > word.Length && (char.IsLetterOrDigit(Rest()[word.Length]) || Rest()[word.Length] == '_'))) { return false; }
        _at += word.Length;
        if (value is { } truth) { _json.WriteBooleanValue(truth); }
        else { _json.WriteNullValue(); }
        return true;
    }

    private bool Number()
    {
        ReadOnlySpan<char> rest = Rest();
        int length = rest.IndexOfAnyExcept(OfNumbers);
        ReadOnlySpan<char> number = length < 0 ? rest : rest[..length];
        if (number.IsEmpty || !(char.IsAsciiDigit(number[^1]) || number[^1] == '.') || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value)) { return false; }
        _at += number.Length;
        if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) { _json.WriteNumberValue(whole); }
        else { _json.WriteNumberValue(value); }
        return true;
    }

    private bool Text()
    {
        if (Read() is not { } text) { return false; }
        _json.WriteStringValue(text);
        return true;
    }

    // The text in the quotes that begin here; null where they do not end.
    private string? Read()
    {
        char quote = _text[_at++];
        StringBuilder text = new();
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            if (c == quote) { return text.ToString(); }
            if (c != '\\') { text.Append(c); }
            else if (_at == _text.Length || !Escape(_text[_at++], text)) { return null; }
        }

        return null;
    }

    private bool Escape(char c, StringBuilder text)
    {
        switch (c)
        {
            case 'n': text.Append('\n'); return true;
            case 't': text.Append('\t'); return true;
            case 'r': text.Append('\r'); return true;
            case 'a': text.Append('\a'); return true;
            case 'b': text.Append('\b'); return true;
            case 'f': text.Append('\f'); return true;
            case 'v': text.Append('\v'); return true;
            case '0': text.Append('\0'); return true;
            case '\n': return true;
            case '\\' or '\'' or '"': text.Append(c); return true;
            case 'x': return Code(2, text);
            case 'u': return Code(4, text);
            case 'U': return Code(8, text);
            // What is no escape stands for itself, the backslash with it.
            default: text.Append('\\').Append(c); return true;
        }
    }

    private bool Code(int digits, StringBuilder text)
    {
        if (_at + digits > _text.Length || !int.TryParse(_text.Slice(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || !Rune.IsValid(code)) { return false; }
        _at += digits;
        text.Append(new Rune(code).ToString());
        return true;
    }

    private bool AtEnd()
    {
        Skip();
        return _at == _text.Length;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) { _at++; }
    }

    private readonly ReadOnlySpan<char> Rest() => _text[_at..];

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';
}
