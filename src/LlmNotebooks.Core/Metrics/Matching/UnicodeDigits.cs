using System.Globalization;
using System.Text;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>Digits of any script as those of ASCII, character by character, so that places stay.</summary>
/// <remarks>Unicode's decimal digits (category Nd) of the basic plane, as Python's int and float take them; full-width signs, and the decimal and thousands separators of Arabic, beside a digit.</remarks>
internal static class UnicodeDigits
{
    public static string ToAscii(string text, bool decimalComma)
    {
        if (Ascii.IsValid(text)) { return text; }
        StringBuilder plain = new(text);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > 127 && char.IsDigit(text[i])) { plain[i] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(text[i])); }
        }

        for (int i = 1; i + 1 < plain.Length; i++)
        {
            if (!char.IsAsciiDigit(plain[i - 1]) || !char.IsAsciiDigit(plain[i + 1])) { continue; }
            plain[i] = plain[i] switch
            {
                '\u066B' => decimalComma ? ',' : '.',
                '\u066C' => decimalComma ? '.' : ',',
                '\uFF0C' => ',',
                '\uFF0E' => '.',
                '\uFF0F' => '/',
                var c => c,
            };
        }

        return plain.ToString();
    }
}
