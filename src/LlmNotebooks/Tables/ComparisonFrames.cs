using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>Comparisons of models as frames.</summary>
public static class ComparisonFrames
{
    /// <summary>One comparison as a frame of one row; see <see cref="ToFrame(IEnumerable{PairedComparison})"/>.</summary>
    public static Frame ToFrame(this PairedComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return new[] { comparison }.ToFrame();
    }

    /// <summary>One row for each comparison.</summary>
    /// <remarks>
    /// Columns: <c>comparison</c> (A − B), <c>a</c>, <c>b</c>, <c>items</c>, <c>clusters</c>, <c>a_mean</c>, <c>b_mean</c>, <c>difference</c>,
    /// its paired standard error <c>se_paired</c> and interval <c>ci_low</c> to <c>ci_high</c>, <c>t</c>, <c>df</c>, <c>p</c>,
    /// <c>sign_test_p</c>, <c>se_unpaired</c>, <c>p_unpaired</c>, <c>correlation</c>, <c>variance_ratio</c>, <c>verdict</c>, and <c>reason</c>:
    /// why the paired figures are missing, where they are.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<PairedComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        PairedComparison[] rows = [.. comparisons];
        return Frame.Of(rows)
            .Column("comparison", c => $"{c.A.Name} − {c.B.Name}", ColumnRole.Key)
            .Column("a", c => c.A.Name)
            .Column("b", c => c.B.Name)
            .Column("items", c => c.Items, Unit.Count)
            .Column("clusters", c => c.Clusters, Unit.Count)
            .Column("a_mean", c => c.A.Mean)
            .Column("b_mean", c => c.B.Mean)
            .Column("difference", c => c.Difference)
            .Column("se_paired", c => c.SePaired, role: ColumnRole.StandardError, of: "difference")
            .Interval("difference", c => c.Interval, level: FrameIntervals.Level(rows, c => c.Confidence))
            .Column("t", c => c.T)
            .Column("df", c => c.DegreesOfFreedom)
            .Column("p", c => c.P)
            .Column("sign_test_p", c => c.SignTest?.P)
            .Column("se_unpaired", c => c.SeUnpaired)
            .Column("p_unpaired", c => c.PUnpaired)
            .Column("correlation", c => c.Correlation)
            .Column("variance_ratio", c => c.VarianceRatio)
            .Column("verdict", Verdict)
            .Column("reason", c => c.Reason)
            .Build();
    }

    /// <summary>The two models of a comparison, one row for each, with what each is known to be by itself.</summary>
    /// <remarks>
    /// Columns: <c>side</c> (a or b), <c>model</c>, <c>mean</c> with its interval <c>ci_low</c> to <c>ci_high</c> and its <c>method</c>, the standard
    /// errors <c>se_clustered</c>, <c>se_clustered_uncorrected</c> and <c>se_naive</c>, <c>observations</c>, <c>items</c>, <c>clusters</c>,
    /// <c>missing</c> observations without a score, <c>unpaired</c> items that the other has no score for.
    /// </remarks>
    public static Frame ToSidesFrame(this PairedComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Frame.Of(new[] { (Side: "a", Of: comparison.A), (Side: "b", Of: comparison.B) })
            .Column("side", s => s.Side, ColumnRole.Key)
            .Column("model", s => s.Of.Name, ColumnRole.Key)
            .Column("mean", s => s.Of.Mean)
            .Interval("mean", s => s.Of.Estimate.Interval, level: comparison.Confidence)
            .Column("method", s => s.Of.Estimate.Method())
            .Column("se_clustered", s => s.Of.SeClustered, role: ColumnRole.StandardError, of: "mean")
            .Column("se_clustered_uncorrected", s => s.Of.SeClusteredUncorrected)
            .Column("se_naive", s => s.Of.SeNaive)
            .Column("observations", s => s.Of.Estimate.Observations, Unit.Count)
            .Column("items", s => s.Of.Estimate.Items, Unit.Count)
            .Column("clusters", s => s.Of.Estimate.Clusters, Unit.Count)
            .Column("missing", s => s.Of.Missing, Unit.Count)
            .Column("unpaired", s => s.Of.Unpaired.Count, Unit.Count)
            .Build();
    }

    /// <summary>One row for each pair of answers that differ in verdict, both answers side by side.</summary>
    /// <remarks>
    /// Columns: <c>sample</c>, <c>category</c>, <c>repetition</c>, <c>input</c>, <c>target</c>, the answers under
    /// <c>a: NAME</c> and <c>b: NAME</c>, <c>a_score</c>, <c>b_score</c>. Pairs of which a score is missing are not among
    /// them; see <see cref="Disagreements.Missing"/>.
    /// </remarks>
    public static Frame ToFrame(this Disagreements disagreements)
    {
        ArgumentNullException.ThrowIfNull(disagreements);
        return Frame.Of(disagreements)
            .Column("sample", d => d.SampleId, ColumnRole.Key)
            .Column("category", d => d.Category)
            .Column("repetition", d => d.Repetition)
            .Column("input", d => d.Input)
            .Column("target", d => d.Target)
            .Column("a: " + disagreements.A, d => d.A.Text)
            .Column("b: " + disagreements.B, d => d.B.Text)
            .Column("a_score", d => d.A.Score.Value)
            .Column("b_score", d => d.B.Score.Value)
            .Build();
    }

    /// <summary>One row for each model of a comparison of all, in its order: the highest mean first, models without scores last.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>rank</c> with its interval <c>rank_low</c> to <c>rank_high</c>, <c>expected_rank</c>, <c>mean</c>, its standard error <c>se</c>
    /// and its own interval <c>ci_low</c> to <c>ci_high</c> by its <c>method</c>, <c>best_probability</c>, <c>group</c> (letters; models that share one are not told apart),
    /// <c>items</c> and <c>clusters</c> that the mean is over, <c>left_out</c> items with a score because another model has none for them, <c>missing</c> observations without a
    /// score, and <c>reason</c>: why there is no interval, where there is none.
    /// </remarks>
    public static Frame ToRankingFrame(this AllPairsComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Frame.Of(comparison.Models)
            .Column("model", m => m.Name, ColumnRole.Key)
            .Column("rank", m => m.Place?.Rank)
            .Interval("rank", m => m.Place?.RankInterval, "rank", comparison.Confidence)
            .Column("expected_rank", m => m.Place?.ExpectedRank)
            .Column("mean", m => m.Mean)
            .Column("se", m => m.Estimate.Se, role: ColumnRole.StandardError, of: "mean")
            .Interval("mean", m => m.Estimate.Interval, level: comparison.Confidence)
            .Column("method", m => m.Estimate.Method())
            .Column("best_probability", m => m.Place?.ProbabilityBest, Unit.Share)
            .Column("group", m => m.Letters)
            .Column("items", m => m.Estimate.Items, Unit.Count)
            .Column("clusters", m => m.Estimate.Clusters, Unit.Count)
            .Column("left_out", m => m.LeftOut.Count, Unit.Count)
            .Column("missing", m => m.Missing, Unit.Count)
            .Column("reason", m => m.Estimate.Reason)
            .Build();
    }

    /// <summary>One row for each pair of a comparison of all, in the order of its models.</summary>
    /// <remarks>
    /// Columns: <c>comparison</c> (A − B), <c>a</c>, <c>b</c>, <c>items</c>, <c>clusters</c>, <c>difference</c> with its standard error <c>se_paired</c> and its simultaneous interval
    /// <c>ci_low</c> to <c>ci_high</c> (Bonferroni), <c>p</c> of the paired t, or of the sign test where every cluster differs alike, <c>sign_test_p</c>,
    /// <c>p_holm</c>, <c>told_apart</c>, <c>verdict</c> by the adjusted p-value, and <c>reason</c>: why there is no p-value, where there is none.
    /// </remarks>
    public static Frame ToPairsFrame(this AllPairsComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Frame.Of(comparison.Pairs)
            .Column("comparison", p => $"{p.A} − {p.B}", ColumnRole.Key)
            .Column("a", p => p.A)
            .Column("b", p => p.B)
            .Column("items", p => p.Comparison.Items, Unit.Count)
            .Column("clusters", p => p.Comparison.Clusters, Unit.Count)
            .Column("difference", p => p.Comparison.Items > 0 ? p.Comparison.Difference : null)
            .Column("se_paired", p => p.Comparison.SePaired, role: ColumnRole.StandardError, of: "difference")
            .Interval("difference", p => p.SimultaneousInterval, level: comparison.Confidence)
            .Column("p", p => p.P)
            .Column("sign_test_p", p => p.Comparison.SignTest?.P)
            .Column("p_holm", p => p.PHolm)
            .Column("told_apart", p => p.ToldApart)
            .Column("verdict", p => Verdict(p.Comparison, p.Verdict))
            .Column("reason", p => p.Reason)
            .Build();
    }

    private static string Verdict(PairedComparison comparison) => Verdict(comparison, comparison.Verdict);

    private static string Verdict(PairedComparison comparison, ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.ABetter => $"{comparison.A.Name} is better",
        ComparisonVerdict.BBetter => $"{comparison.B.Name} is better",
        ComparisonVerdict.NotDistinguishable => "not distinguishable",
        _ => $"not comparable: {comparison.Reason}",
    };
}
