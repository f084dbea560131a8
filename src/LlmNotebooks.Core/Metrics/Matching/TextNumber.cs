using System.Runtime.InteropServices;
using LlmNotebooks.Metrics.Matching;

namespace LlmNotebooks.Metrics;

/// <summary>A number as it stands in a text.</summary>
/// <param name="Value">Its value, finite; of a percentage, the number before the sign: 45% is 45.</param>
/// <param name="IsPercent">Whether a percent sign or the word percent follows.</param>
/// <param name="Start">Place of its first character in the text, sign included.</param>
/// <param name="Length">Its characters, percent sign or exponent included.</param>
/// <remarks>
/// Read are: signs (also the minus sign U+2212 and dashes, where no letter or digit precedes), a currency symbol before the digits, digits of any script (as Python's float reads them), thousands separated by commas, LaTeX's {,} and \, , apostrophes, underscores, no-break
/// or thin spaces in groups of three (1,234,567.5; also 12,34,567), decimals, exponents (1.5e-3, 1.5 × 10^-3, 1.5·10⁻³), fractions (3/4, 1 3/4, ½, \frac{3}{4}), and the words thousand, million, billion, trillion.
/// Units and other words that follow are passed over: 5 km is 5. Not numbers are digits within words (GPT-4o has a 4 after a hyphen, H2O none), and what has more than one decimal point
/// or two bars: versions, addresses, dates. Values are doubles.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TextNumber(double Value, bool IsPercent, int Start, int Length)
{
    /// <summary>All numbers of a text, in its order.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="decimalComma">Whether the comma is the decimal sign and the period separates thousands, as in German: 1.234,5.</param>
    public static IReadOnlyList<TextNumber> All(string text, bool decimalComma = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TextNumber> numbers = [];
        NumberScanner scanner = new(UnicodeDigits.ToAscii(text, decimalComma), decimalComma);
        while (scanner.Next() is { } number) { numbers.Add(number); }
        return numbers;
    }

    /// <summary>The number that a text ends up with: the first after its last <c>####</c> (as GSM8K marks it), else the last in its last <c>\boxed{…}</c>, else that of its last "the answer is", else its last before a remark in brackets that ends it.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="decimalComma">Whether the comma is the decimal sign and the period separates thousands.</param>
    /// <remarks>
    /// After "the answer is" the first number counts, or the last of a sum that is written out (3 + 4 = 7): lm-evaluation-harness, gsm8k_cot, strict-match, takes <c>The answer is (\-?[0-9\.\,]+).</c>
    /// Otherwise the last number, as its flexible-extract takes it, but not one of a closing remark like "15. (checked in 2 ways)", which is no part of the answer.
    /// </remarks>
    /// <returns>Null where there is none.</returns>
    public static TextNumber? Final(string text, bool decimalComma = false)
    {
        IReadOnlyList<TextNumber> numbers = All(text, decimalComma);
        if (numbers.Count == 0) { return null; }
        int mark = text.LastIndexOf("####", StringComparison.Ordinal);
        if (mark >= 0 && numbers.FirstOrDefault(number => number.Start > mark) is { Length: > 0 } marked) { return marked; }
        int box = text.LastIndexOf("\\boxed{", StringComparison.Ordinal);
        int end = box < 0 ? -1 : Closing(text, box);
        if (end > 0 && numbers.LastOrDefault(number => number.Start > box && number.Start < end) is { Length: > 0 } boxed) { return boxed; }
        return FinalStatement.Read(text, numbers) ?? numbers[^1];
    }

    // Where the box's brace closes, other braces within it.
    private static int Closing(string text, int box)
    {
        int depth = 0;
        for (int i = box; i < text.Length; i++)
        {
            if (text[i] == '{') { depth++; }
            else if (text[i] == '}' && --depth == 0) { return i; }
        }

        return text.Length;
    }
}
