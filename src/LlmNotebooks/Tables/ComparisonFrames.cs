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
    /// Columns: <c>comparison</c> (A − B), <c>items</c>, <c>clusters</c>, <c>a_mean</c>, <c>b_mean</c>, <c>difference</c>,
    /// its paired standard error <c>difference_se</c> and interval <c>difference_low</c> to <c>difference_high</c>,
    /// <c>t</c>, <c>df</c>, <c>p</c>, <c>se_unpaired</c>, <c>verdict</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<PairedComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        return Frame.Of(comparisons)
            .Column("comparison", c => $"{c.A.Name} − {c.B.Name}")
            .Column("items", c => c.Items)
            .Column("clusters", c => c.Clusters)
            .Column("a_mean", c => c.A.Mean)
            .Column("b_mean", c => c.B.Mean)
            .Column("difference", c => c.Difference)
            .Column("difference_se", c => c.SePaired)
            .Column("difference_low", c => c.Interval?.Lower)
            .Column("difference_high", c => c.Interval?.Upper)
            .Column("t", c => c.T)
            .Column("df", c => c.DegreesOfFreedom)
            .Column("p", c => c.P)
            .Column("se_unpaired", c => c.SeUnpaired)
            .Column("verdict", Verdict)
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
            .Column("sample", d => d.SampleId)
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
    /// Columns: <c>rank</c>, <c>model</c>, <c>mean</c> with its own interval <c>mean_low</c> to <c>mean_high</c>, the interval of the rank
    /// <c>rank_low</c> to <c>rank_high</c>, <c>best_probability</c>, <c>group</c> (letters; models that share one are not told apart),
    /// <c>items</c> that the mean is over, <c>left_out</c> items with a score because another model has none for them, <c>missing</c> observations without a score.
    /// </remarks>
    public static Frame ToRankingFrame(this AllPairsComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Frame.Of(comparison.Models)
            .Column("rank", m => m.Place?.Rank)
            .Column("model", m => m.Name)
            .Column("mean", m => m.Mean)
            .Column("mean_low", m => m.Estimate.Interval?.Lower)
            .Column("mean_high", m => m.Estimate.Interval?.Upper)
            .Column("rank_low", m => m.Place?.RankInterval.Lower)
            .Column("rank_high", m => m.Place?.RankInterval.Upper)
            .Column("best_probability", m => m.Place?.ProbabilityBest)
            .Column("group", m => m.Letters)
            .Column("items", m => m.Estimate.Items)
            .Column("left_out", m => m.LeftOut.Count)
            .Column("missing", m => m.Missing)
            .Build();
    }

    /// <summary>One row for each pair of a comparison of all, in the order of its models.</summary>
    /// <remarks>
    /// Columns: <c>comparison</c> (A − B), <c>a</c>, <c>b</c>, <c>items</c>, <c>clusters</c>, <c>difference</c> with its simultaneous interval
    /// <c>difference_low</c> to <c>difference_high</c> (Bonferroni), <c>p</c>, <c>p_holm</c>, <c>told_apart</c>, <c>verdict</c> by the adjusted p-value.
    /// </remarks>
    public static Frame ToPairsFrame(this AllPairsComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return Frame.Of(comparison.Pairs)
            .Column("comparison", p => $"{p.A} − {p.B}")
            .Column("a", p => p.A)
            .Column("b", p => p.B)
            .Column("items", p => p.Comparison.Items)
            .Column("clusters", p => p.Comparison.Clusters)
            .Column("difference", p => p.Comparison.Items > 0 ? p.Comparison.Difference : null)
            .Column("difference_low", p => p.SimultaneousInterval?.Lower)
            .Column("difference_high", p => p.SimultaneousInterval?.Upper)
            .Column("p", p => p.P)
            .Column("p_holm", p => p.PHolm)
            .Column("told_apart", p => p.ToldApart)
            .Column("verdict", p => Verdict(p.Comparison, p.Verdict))
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
