using System.Globalization;
using System.Text;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Classes of characters as Python's <c>str</c> and <c>re</c> have them, which the published scores were computed with.</summary>
internal static class Characters
{
    /// <summary>What <c>str.split()</c> splits at: Unicode's white space and the separators U+001C to U+001F.</summary>
    public static bool IsSpace(char c) => c < 0x80 ? c is ' ' or (>= '\t' and <= '\r') or (>= '\x1c' and <= '\x1f') : char.IsWhiteSpace(c);

    /// <summary>What <c>\w</c> matches: letters, numbers of every kind and the underscore; no combining marks.</summary>
    public static bool IsWord(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_'
        : Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherLetter or (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber);

    /// <summary>What <c>string.punctuation</c> holds: the 32 marks of ASCII.</summary>
    public static bool IsAsciiPunctuation(char c) => c is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');

    /// <summary>The text without white space at its end.</summary>
    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        int end = text.Length;
        while (end > 0 && IsSpace(text[end - 1])) { end--; }
        return text[..end];
    }
}
