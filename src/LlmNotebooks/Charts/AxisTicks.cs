namespace LlmNotebooks.Charts;

/// <summary>How the numbers along an axis read, by what the name of its column says of their unit.</summary>
internal static class AxisTicks
{
    // SI prefixes of plotly.js write a tenth as 100m and a billion as 1G, which nobody reads as money.
    private const double LeastShortUsd = 1e3, MostShortUsd = 1e9, LeastOnLogAxis = 10, MostPlainOnLogAxis = 1e6;

    public static bool IsUsd(string column) =>
        EndsWith(column, "_usd") || column.Equals("usd", StringComparison.OrdinalIgnoreCase) || column.Contains("_usd_per_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the numbers are shares or probabilities, which belong on an axis from 0 to 1.</summary>
    public static bool IsShare(string column) =>
        EndsWith(column, "_rate") || EndsWith(column, "_share") || EndsWith(column, "probability");

    public static bool IsMonth(string column) =>
        column.Equals("month", StringComparison.OrdinalIgnoreCase) || column.Equals("months", StringComparison.OrdinalIgnoreCase)
        || ((EndsWith(column, "_month") || EndsWith(column, "_months")) && !EndsWith(column, "per_month"));

    /// <summary>A format of d3 for the ticks of an axis that shows values between two: $1.2k, 3M; null leaves it to plotly.js.</summary>
    public static string? Format(string column, double lowest, double highest, bool isLog = false)
    {
        bool small = isLog && lowest < LeastOnLogAxis;
        if (IsUsd(column))
        {
            bool isShort = Math.Max(Math.Abs(lowest), Math.Abs(highest)) is >= LeastShortUsd and < MostShortUsd && !small;
            return isShort ? "$~s" : "$,.6~r";
        }

        return EndsWith(column, "_bytes") || EndsWith(column, "_tokens") || (isLog && !small && highest >= MostPlainOnLogAxis) ? "~s" : null;
    }

    /// <summary>The step between ticks of months, few enough for a narrow page: months, quarters, half years, years.</summary>
    public static int MonthStep(double months) => months switch { <= 8 => 1, <= 21 => 3, <= 48 => 6, _ => 12 };

    private static bool EndsWith(string column, string ending) => column.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
