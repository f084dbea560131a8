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

    private static string Verdict(PairedComparison comparison) => comparison.Verdict switch
    {
        ComparisonVerdict.ABetter => $"{comparison.A.Name} is better",
        ComparisonVerdict.BBetter => $"{comparison.B.Name} is better",
        ComparisonVerdict.NotDistinguishable => "not distinguishable",
        _ => $"not comparable: {comparison.Reason}",
    };
}
