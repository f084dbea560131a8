using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>Columns that many frames share, by the names that they have everywhere.</summary>
internal static class FrameIntervals
{
    /// <summary>The bounds of an interval that may be missing: <c>NAME_low</c> and <c>NAME_high</c>.</summary>
    public static FrameBuilder<TRow> Interval<TRow>(this FrameBuilder<TRow> frame, string of, Func<TRow, Interval?> interval, string name = "ci", double? level = null) =>
        frame.Bounds(of, r => interval(r)?.Lower, r => interval(r)?.Upper, name, level);

    /// <summary>The level that all intervals of a column have; null where they differ.</summary>
    public static double? Level<TRow>(IEnumerable<TRow> rows, Func<TRow, double> confidence) => rows.Select(confidence).Distinct().ToArray() is [var level] ? level : null;

    /// <summary>How an interval was made, by the names that JSON has for it; null where there is none.</summary>
    public static string? Method(this MeanEstimate estimate) => estimate.Interval is null ? null : estimate.Method switch
    {
        IntervalMethod.T => "t",
        IntervalMethod.Wilson => "wilson",
        IntervalMethod.WilsonEffective => "wilson_effective",
        _ => null,
    };
}
