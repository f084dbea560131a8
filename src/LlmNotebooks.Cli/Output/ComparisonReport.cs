using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Output;

/// <summary>A paired comparison for people and for machines.</summary>
internal static class ComparisonReport
{
    /// <summary>The comparison as one JSON value; what cannot be computed is null, and <c>reason</c> says why.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="note">What is to be known of the data; null for nothing.</param>
    public static object Json(PairedComparison comparison, string? note = null) => new
    {
        A = Side(comparison.A),
        B = Side(comparison.B),
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

    /// <summary>The comparison as a table and a sentence.</summary>
    public static void Write(PairedComparison comparison, TextWriter output)
    {
        TextTable sides = new TextTable().Text("").Number("mean").Number("SE clustered").Number("uncorrected").Number("naive").Number("missing").Number("unpaired items");
        foreach (ComparisonSide side in (ComparisonSide[])[comparison.A, comparison.B])
        {
            sides.Row(
                side.Name, TextTable.Fixed(side.Mean, 4), TextTable.Fixed(side.SeClustered, 4), TextTable.Fixed(side.SeClusteredUncorrected, 4), TextTable.Fixed(side.SeNaive, 4),
                TextTable.Whole(side.Missing), TextTable.Whole(side.Unpaired.Count));
        }

        string sign = comparison is { P: null, SignTest.P: { } p } ? $"sign test p {TextTable.Fixed(p, 4)}; " : "";
        sides.Write(output);
        output.WriteLine(comparison.VerdictText);
        output.WriteLine(
            $"Paired SE {TextTable.Fixed(comparison.SePaired, 4) ?? "missing"}, t {TextTable.Fixed(comparison.T, 3) ?? "missing"} with {comparison.DegreesOfFreedom?.ToString() ?? "no"} degrees of freedom; {sign}"
            + $"unpaired SE {TextTable.Fixed(comparison.SeUnpaired, 4) ?? "missing"}, p {TextTable.Fixed(comparison.PUnpaired, 4) ?? "missing"}; "
            + $"correlation {TextTable.Fixed(comparison.Correlation, 3) ?? "missing"}, variance ratio {TextTable.Fixed(comparison.VarianceRatio, 3) ?? "missing"}.");
    }

    private static string? DecidedBy(PairedComparison comparison) => comparison.P is not null ? "t" : comparison.SignP is not null ? "sign_test" : null;

    private static object Side(ComparisonSide side) => new
    {
        side.Name,
        side.Mean,
        side.SeNaive,
        side.SeClustered,
        side.SeClusteredUncorrected,
        CiLow = side.Estimate.Interval?.Lower,
        CiHigh = side.Estimate.Interval?.Upper,
        CiMethod = side.Estimate.Method,
        side.Estimate.Observations,
        side.Estimate.Items,
        side.Estimate.Clusters,
        side.Missing,
        side.Unpaired,
    };
}
