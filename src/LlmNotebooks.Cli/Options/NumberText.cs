using System.Globalization;
using System.Numerics;

namespace LlmNotebooks.Cli.Options;

/// <summary>Reads a number of the command line the same way everywhere: with a decimal point, without separators, and only if it fits.</summary>
internal static class NumberText
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign;
    private const NumberStyles Fractional = Whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Reads a number.</summary>
    /// <param name="name">The option or argument, for the message.</param>
    /// <param name="text">What was given for it.</param>
    /// <param name="number">The number, where there is one.</param>
    /// <returns>Null, or a message with the name, the text and the way out.</returns>
    public static string? Read<T>(string name, string text, out T number)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        bool isWhole = T.One / (T.One + T.One) == T.Zero;
        NumberStyles style = isWhole ? Whole : Fractional;
        if (T.TryParse(text, style, CultureInfo.InvariantCulture, out number) && T.IsFinite(number) && !(T.IsZero(number) && HasValue(text))) { return null; }
        string given = $"{name} {(text.Length == 0 || text.Any(char.IsWhiteSpace) ? $"'{text}'" : text)}";
        // A text of digits that is read as no number, or as an infinite one or 0, is one that does not fit.
        if (text.Any(char.IsAsciiDigit) && double.TryParse(text, style, CultureInfo.InvariantCulture, out double outside))
        {
            return isWhole ? string.Create(CultureInfo.InvariantCulture, $"{given} is out of range; it takes whole numbers from {T.MinValue} to {T.MaxValue}.")
                : Math.Abs(outside) < 1 ? $"{given} is out of range; so small a number would count as 0."
                : string.Create(CultureInfo.InvariantCulture, $"{given} is out of range; it takes numbers up to {T.MaxValue}.");
        }

        return isWhole
            ? $"{given} is not a whole number; write digits only, without separators or a decimal point, as in 1000."
            : $"{given} is not a number; write it with a decimal point and without separators, as in 0.05.";
    }

    // Whether a digit before the exponent is not 0.
    private static bool HasValue(string text) => text.TakeWhile(letter => letter is not ('e' or 'E')).Any(letter => letter is >= '1' and <= '9');
}
