using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>A comparison of all models for people and for machines.</summary>
internal static class AllPairsReport
{
    private const int NamedPairs = 6;

    /// <summary>The comparison as one JSON value; what cannot be computed is null, and <c>reason</c> says why.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="metric">What the scores are; null for those of a file.</param>
    /// <param name="note">What is to be known of the data; null for nothing.</param>
    public static object Json(AllPairsComparison comparison, RunMetric? metric, string? note = null) => new
    {
        Metric = metric?.Name,
        metric?.Info.Better,
        Models = FrameOutput.Rows(comparison.ToRankingFrame()),
        Pairs = FrameOutput.Rows(comparison.ToPairsFrame(), comparison.Pairs.Select(pair => new { pair.Verdict })),
        Groups = comparison.Letters.Groups,
        comparison.Confidence,
        comparison.PairConfidence,
        comparison.Ranking.Items,
        comparison.Ranking.Clusters,
        comparison.Ranking.LeftOut,
        comparison.Ranking.Resamples,
        comparison.Ranking.Seed,
        comparison.Ranking.Reason,
        comparison.Words,
        Note = note,
    };

    /// <summary>The ranking, the pairs and the words.</summary>
    public static void Write(AllPairsComparison comparison, RunMetric? metric, TextWriter output)
    {
        if (metric is not null) { output.WriteLine(ComparisonReport.Words(metric) + Environment.NewLine); }
        FrameOutput.Write(comparison.ToRankingFrame().Without("expected_rank").WithoutEmpty("reason"), output);
        if (comparison.Pairs.Count > 0)
        {
            output.WriteLine();
            FrameOutput.Write(comparison.ToPairsFrame().Without("a", "b", "items", "clusters", "told_apart", "sign_test_p", "reason"), output);
        }

        output.WriteLine();
        ModelPair[] sharper = [.. comparison.Pairs.Where(pair => pair.ToldApart && pair.SimultaneousInterval?.Contains(0) == true)];
        if (sharper.Length > 0)
        {
            string names = string.Join(", ", sharper.Take(NamedPairs).Select(pair => $"{pair.A} − {pair.B}")) + (sharper.Length > NamedPairs ? $" and {sharper.Length - NamedPairs} more" : "");
            output.WriteLine($"Note: told apart although the interval contains 0: {names}. Verdicts go by Holm's p, which finds more than these intervals (Bonferroni's); both hold for all pairs together.");
        }

        output.WriteLine(comparison.Words);
    }
}
