using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>How the numbers along an axis read, by their unit.</summary>
internal static class AxisTicks
{
    // SI prefixes of plotly.js write a tenth as 100m and a billion as 1G, which nobody reads as money.
    private const double LeastShortUsd = 1e3, MostShortUsd = 1e9, LeastOnLogAxis = 10, MostPlainOnLogAxis = 1e6;

    /// <summary>A format of d3 for the ticks of an axis that shows values between two: $1.2k, 3M; null leaves it to plotly.js.</summary>
    public static string? Format(Unit? unit, double lowest, double highest, bool isLog = false)
    {
        bool small = isLog && lowest < LeastOnLogAxis;
        if (unit?.IsMoney == true)
        {
            bool isShort = Math.Max(Math.Abs(lowest), Math.Abs(highest)) is >= LeastShortUsd and < MostShortUsd && !small;
            return isShort ? "$~s" : "$,.6~r";
        }

        return unit == Unit.Bytes || unit == Unit.Tokens || (isLog && !small && highest >= MostPlainOnLogAxis) ? "~s" : null;
    }

    /// <summary>The step between ticks of months, few enough for a narrow page: months, quarters, half years, years.</summary>
    public static int MonthStep(double months) => months switch { <= 8 => 1, <= 21 => 3, <= 48 => 6, _ => 12 };
}
