using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>A paired comparison for people and for machines.</summary>
internal static class ComparisonReport
{
    /// <summary>The comparison as one JSON value; what cannot be computed is null, and <c>reason</c> says why.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metric">What the scores are; null for those of a file.</param>
    /// <param name="note">What is to be known of the data; null for nothing.</param>
    public static object Json(PairedComparison comparison, RunMetric? metric, string? note = null) => Json(comparison, metric, FrameOutput.Rows(comparison.ToSidesFrame()), note);

    /// <summary>Which metric the scores are of, and which way it goes.</summary>
    public static string Words(RunMetric metric) => $"By {metric.Name}; {(metric.Info.Better == Better.Higher ? "higher" : "lower")} is better.";

    private static object Json(PairedComparison comparison, RunMetric? metric, Dictionary<string, object?>[] sides, string? note) => new
    {
        Metric = metric?.Name,
        metric?.Info.Better,
        A = Side(comparison.A, sides[0]),
        B = Side(comparison.B, sides[1]),
        comparison.Items,
        comparison.Clusters,
        comparison.Difference,
        comparison.SePaired,
        comparison.T,
        Df = comparison.DegreesOfFreedom,
        comparison.P,
        SignTestP = comparison.SignTest?.P,
        SignTestReason = comparison.SignTest is null ? comparison.Reason : null,
        DecidedBy = DecidedBy(comparison),
        comparison.Confidence,
        CiLow = comparison.Interval?.Lower,
        CiHigh = comparison.Interval?.Upper,
        comparison.SeUnpaired,
        comparison.PUnpaired,
        comparison.Correlation,
        comparison.VarianceRatio,
        comparison.Verdict,
        comparison.VerdictText,
        comparison.Reason,
        Note = note,
    };

    /// <summary>Both sides, the comparison, and the verdict in words.</summary>
    public static void Write(PairedComparison comparison, RunMetric? metric, TextWriter output)
    {
        if (metric is not null) { output.WriteLine(Words(metric) + Environment.NewLine); }
        FrameOutput.Write(comparison.ToSidesFrame().Without("observations", "items", "clusters"), output);
        output.WriteLine();
        FrameOutput.Write(comparison.ToFrame().Without("a", "b", "a_mean", "b_mean", "verdict").WithoutEmpty("reason"), output);
        output.WriteLine();
        output.WriteLine(comparison.VerdictText);
    }

    private static string? DecidedBy(PairedComparison comparison) => comparison.P is not null ? "t" : comparison.SignP is not null ? "sign_test" : null;

    private static Dictionary<string, object?> Side(ComparisonSide side, Dictionary<string, object?> row)
    {
        row.Remove("side");
        row.Remove("model");
        return row.With(new { side.Name, side.Unpaired });
    }
}
