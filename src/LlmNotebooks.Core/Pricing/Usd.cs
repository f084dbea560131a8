using System.Globalization;

namespace LlmNotebooks.Pricing;

/// <summary>Dollars as text.</summary>
public static class Usd
{
    /// <summary>An exact amount without sign or zeros at its end: <c>0.0090519</c>.</summary>
    public static string Exact(decimal amount) => amount.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>An amount for people: cents from one dollar on, below that as many digits as tell it apart from 0.</summary>
    public static string Text(decimal amount)
    {
        decimal size = Math.Abs(amount);
        string digits = size == 0 || size >= 1 ? size.ToString("N2", CultureInfo.InvariantCulture)
            : size >= 0.01m ? size.ToString("0.0000", CultureInfo.InvariantCulture)
            : Exact(decimal.Round(size, Math.Min(28, LeadingZeros(size) + 3)));
        return (amount < 0 ? "−$" : "$") + digits;
    }

    private static int LeadingZeros(decimal size)
    {
        int zeros = 0;
        for (; size < 0.1m; size *= 10) { zeros++; }
        return zeros;
    }
}
