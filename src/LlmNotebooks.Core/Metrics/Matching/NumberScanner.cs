using System.Globalization;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>Finds the numbers of a text from its beginning to its end, in one pass.</summary>
internal ref struct NumberScanner(ReadOnlySpan<char> text, bool decimalComma)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private static readonly (string Word, double Factor)[] Scales = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly char _decimal = decimalComma ? ',' : '.';
    private readonly char _group = decimalComma ? '.' : ',';
    private int _place;

    /// <summary>The next number, or null at the end.</summary>
    public TextNumber? Next()
    {
        while (_place < _text.Length)
        {
            if (_text[_place] == '\\' && LatexFraction() is { } fraction) { return fraction; }
            if (!StartsNumber(_place))
            {
                _place++;
                continue;
            }

            if (_place > 0 && IsWord(_text[_place - 1]))
            {
                SkipWord();
                continue;
            }

            if (Read() is { } number) { return number; }
        }

        return null;
    }

    private readonly bool StartsNumber(int place) =>
        IsDigit(place) || IsVulgar(place) || (At(place) == _decimal && IsDigit(place + 1) && !IsDigit(place - 1) && At(place - 1) != _decimal);

    private TextNumber? Read()
    {
        int start = _place, end = start;
        double value;
        if (IsVulgar(end))
        {
            value = CharUnicodeInfo.GetNumericValue(_text[end++]);
        }
        else
        {
            string whole = Whole(ref end);
            bool plain = end - start == whole.Length;
            string digits = whole;
            if (At(end) == _decimal && IsDigit(end + 1))
            {
                int decimals = ++end;
                Digits(ref end);
                digits = $"{(whole.Length == 0 ? "0" : whole)}.{_text[decimals..end]}";
                plain = false;
                // A version, an address, a date.
                if (At(end) is '.' or ',' && At(end) == _decimal && IsDigit(end + 1)) { return Skip(end); }
            }

            if (Exponent(ref end) is { } exponent) { digits += $"e{exponent}"; }
            value = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
            if (plain && !Fraction(ref end, ref value, start)) { return Skip(end); }
        }

        foreach ((string word, double factor) in Scales)
        {
            int after = At(end) is ' ' or '-' or '\u00a0' or '\u202f' ? end + 1 : end;
            if (!Follows(after, word)) { continue; }
            value *= factor;
            end = after + word.Length;
            break;
        }

        bool percent = Percent(ref end);
        int first = Sign(start, out bool negative);
        _place = end;
        return double.IsFinite(value) ? new TextNumber(negative ? -value : value, percent, first, end - first) : null;
    }

    // \frac{3}{4}, \dfrac and \tfrac alike; anything else in the braces is read by itself.
    private TextNumber? LatexFraction()
    {
        int place = _place + 1;
        if (At(place) is 'd' or 't') { place++; }
        if (!_text[Math.Min(place, _text.Length)..].StartsWith("frac{", StringComparison.Ordinal)) { return null; }
        int above = place + 5, end = above;
        Digits(ref end);
        if (end == above || At(end) != '}' || At(end + 1) != '{') { return null; }
        int below = end + 2, last = below;
        Digits(ref last);
        if (last == below || At(last) != '}') { return null; }
        double value = double.Parse(_text[above..end], CultureInfo.InvariantCulture) / double.Parse(_text[below..last], CultureInfo.InvariantCulture);
        if (!double.IsFinite(value)) { return null; }
        int first = Sign(_place, out bool negative);
        _place = last + 1;
        return new TextNumber(negative ? -value : value, false, first, last + 1 - first);
    }

    // Digits with their thousands separated, without the separators.
    private readonly string Whole(ref int end)
    {
        int start = end;
        Digits(ref end);
        int first = end - start;
        if (first is 0 or > 3 || _text[start] == '0') { return _text[start..end].ToString(); }
        string separator = SeparatorAt(end);
        if (separator.Length == 0) { return _text[start..end].ToString(); }
        int grouped = end;
        while (SeparatorAt(grouped) == separator && Group(grouped + separator.Length) == 3) { grouped += separator.Length + 3; }
        if (grouped == end && separator[0] == _group && first <= 2) { grouped = Indian(end); }
        end = grouped;
        return _text[start..end].ToString().Replace(separator, "", StringComparison.Ordinal);
    }

    // What separates thousands here: a character, or LaTeX's {,} and \,; empty where nothing does.
    private readonly string SeparatorAt(int place) => At(place) switch
    {
        '{' when At(place + 1) == ',' && At(place + 2) == '}' => "{,}",
        '\\' when At(place + 1) is ',' or ';' or ':' => _text.Slice(place, 2).ToString(),
        var c when c == _group || c is '\'' or '\u2019' or '_' or '\u00a0' or '\u202f' or '\u2009' or '\u2007' => c.ToString(),
        _ => string.Empty,
    };

    // Groups of two before the last of three: 12,34,567.
    private readonly int Indian(int end)
    {
        int place = end;
        while (At(place) == _group && Group(place + 1) == 2) { place += 3; }
        return place > end && At(place) == _group && Group(place + 1) == 3 ? place + 4 : end;
    }

    private readonly int Group(int place)
    {
        int end = place;
        Digits(ref end);
        return end - place;
    }

    // e−3, × 10^−3, · 10⁻³; null where none follows.
    private readonly int? Exponent(ref int end)
    {
        int place = end;
        if (At(place) is 'e' or 'E')
        {
            place++;
        }
        else
        {
            while (At(place) is ' ' or '\u00a0' or '\u2009' or '\u202f') { place++; }
            if (At(place) is '×' or '·' or '⋅' or '*' or 'x' or 'X') { place++; }
            else if (_text[Math.Min(place, _text.Length)..].StartsWith("\\times", StringComparison.Ordinal)) { place += 6; }
            else if (_text[Math.Min(place, _text.Length)..].StartsWith("\\cdot", StringComparison.Ordinal)) { place += 5; }
            else { return null; }
            while (At(place) is ' ' or '\u00a0' or '\u2009' or '\u202f') { place++; }
            if (At(place) != '1' || At(place + 1) != '0') { return null; }
            place += 2;
            if (At(place) is '⁻' or '⁺' || Superscripts.Contains(At(place), StringComparison.Ordinal)) { return Superscript(place, ref end); }
            if (At(place) != '^') { return null; }
            place++;
            if (At(place) is '{' or '(') { place++; }
        }

        bool negative = IsMinus(At(place));
        if (negative || At(place) == '+') { place++; }
        int digits = place;
        Digits(ref place);
        if (place == digits || place - digits > 5 || (At(end) is 'e' or 'E' && IsWord(At(place)))) { return null; }
        int exponent = int.Parse(_text[digits..place], CultureInfo.InvariantCulture);
        end = At(place) is '}' or ')' && At(digits - 1) is '{' or '(' || (At(place) == '}' && At(digits - 2) == '{') ? place + 1 : place;
        return negative ? -exponent : exponent;
    }

    private readonly int? Superscript(int place, ref int end)
    {
        bool negative = At(place) == '⁻';
        if (At(place) is '⁻' or '⁺') { place++; }
        int exponent = 0, digits = 0;
        for (int digit; digits < 5 && (digit = Superscripts.IndexOf(At(place), StringComparison.Ordinal)) >= 0; digits++, place++) { exponent = (exponent * 10) + digit; }
        if (digits == 0) { return null; }
        end = place;
        return negative ? -exponent : exponent;
    }

    // 3/4, 1 3/4, 1½ after a plain whole number; false where it is a date or a division by 0, whose end is then told.
    private readonly bool Fraction(ref int end, ref double value, int start)
    {
        if (At(end) is '/' or '\u2044' && IsDigit(end + 1)) { return Ratio(start, ref end, ref value); }
        int next = At(end) is ' ' or '\u00a0' or '\u2009' or '\u202f' ? end + 1 : end;
        if (IsVulgar(next))
        {
            value += CharUnicodeInfo.GetNumericValue(_text[next]);
            end = next + 1;
            return true;
        }

        int above = next;
        Digits(ref above);
        if (next == end || above == next || above - next > 3 || At(above) is not ('/' or '\u2044') || !IsDigit(above + 1)) { return true; }
        double fraction = 0;
        int after = above;
        if (Ratio(next, ref after, ref fraction) && fraction is > 0 and < 1)
        {
            value += fraction;
            end = after;
        }

        return true;
    }

    private readonly bool Ratio(int start, ref int end, ref double value)
    {
        double numerator = double.Parse(_text[start..end], CultureInfo.InvariantCulture);
        int denominator = ++end;
        Digits(ref end);
        double below = double.Parse(_text[denominator..end], CultureInfo.InvariantCulture);
        value = numerator / below;
        return below != 0 && !(At(end) is '/' or '.' or '-' && IsDigit(end + 1));
    }

    private readonly bool Percent(ref int end)
    {
        int place = At(end) is ' ' or '\u00a0' or '\u2009' or '\u202f' ? end + 1 : end;
        int length = At(place) is '%' or '％' or '٪' ? 1 : At(place) == '\\' && At(place + 1) == '%' ? 2 : Follows(place, "percent") ? 7 : Follows(place, "per cent") ? 8 : 0;
        if (length > 0) { end = place + length; }
        return length > 0;
    }

    // Where the number begins with what stands before its digits: −5, −$5, $−5.
    private readonly int Sign(int start, out bool negative)
    {
        int place = start;
        if (IsCurrency(place - 1)) { place--; }
        int sign = IsMinus(At(place - 1)) || At(place - 1) == '+' ? place - 1 : -1;
        negative = false;
        // After a digit or a word it is a hyphen, a dash or an operation.
        if (sign < 0 || IsWord(At(sign - 1)) || At(sign - 1) is ')' or ']' or '%' or '.') { return start; }
        negative = At(sign) != '+';
        return sign;
    }

    private TextNumber? Skip(int end)
    {
        while (end < _text.Length && (IsDigit(end) || At(end) is '.' or ',' or '/' or '-' && IsDigit(end + 1))) { end++; }
        _place = end;
        return null;
    }

    // A digit within a word: to the end of the word, its inner periods included.
    private void SkipWord()
    {
        while (_place < _text.Length && (IsWord(_text[_place]) || (_text[_place] == '.' && IsWord(At(_place + 1)) && IsWord(At(_place - 1))))) { _place++; }
        if (_place < _text.Length && At(_place) == _decimal && IsDigit(_place + 1)) { _place++; }
    }

    private readonly bool Follows(int place, string word) =>
        place < _text.Length && _text[place..].StartsWith(word, StringComparison.OrdinalIgnoreCase) && !char.IsLetterOrDigit(At(place + word.Length == _text.Length ? -1 : place + word.Length));

    private readonly void Digits(ref int end)
    {
        while (IsDigit(end)) { end++; }
    }

    private readonly char At(int place) => place >= 0 && place < _text.Length ? _text[place] : '\0';

    private readonly bool IsDigit(int place) => char.IsAsciiDigit(At(place));

    private readonly bool IsVulgar(int place) => At(place) > 127 && char.GetUnicodeCategory(At(place)) == UnicodeCategory.OtherNumber && CharUnicodeInfo.GetNumericValue(At(place)) % 1 != 0;

    private readonly bool IsCurrency(int place) => place >= 0 && char.GetUnicodeCategory(At(place)) == UnicodeCategory.CurrencySymbol;

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool IsMinus(char c) => c is '-' or '\u2212' or '\u2013' or '\u2014' or '\ufe63' or '\uff0d';
}
