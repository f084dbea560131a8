using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>How many items it takes, as frames.</summary>
public static class PowerFrames
{
    /// <summary>One row for each plan.</summary>
    /// <remarks>Columns: <c>effect</c> that is found, <c>items</c>, <c>repetitions</c>, <c>power</c>, <c>confidence</c>, <c>se_paired</c> that the difference will have, <c>design_effect</c> of the clusters, <c>source</c> of the variances.</remarks>
    public static Frame ToFrame(this IEnumerable<PairedPlan> plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        return Frame.Of(plans)
            .Column("effect", p => p.Effect, role: ColumnRole.Key)
            .Column("items", p => p.Items, Unit.Count)
            .Column("repetitions", p => p.Repetitions, Unit.Count)
            .Column("power", p => p.Power, Unit.Share)
            .Column("confidence", p => p.Confidence, Unit.Share)
            .Column("se_paired", p => p.StandardError)
            .Column("design_effect", p => p.Design.DesignEffect)
            .Column("source", p => p.Design.Source)
            .Build();
    }

    /// <summary>One row for each effect and number of items: how likely it is that the difference is found.</summary>
    /// <param name="design">What is known of the differences.</param>
    /// <param name="effects">True differences, at least one.</param>
    /// <param name="items">Numbers of items, each of at least two clusters, at least one.</param>
    /// <param name="repetitions">Of each item, at least 1.</param>
    /// <param name="confidence">1 − α, in (0, 1).</param>
    /// <remarks>Columns: <c>effect</c>, <c>items</c>, <c>power</c>.</remarks>
    /// <exception cref="ArgumentException">There is no effect, or no number of items.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range; see <see cref="PairedDesign.PowerAt"/>.</exception>
    public static Frame PowerCurve(this PairedDesign design, IEnumerable<double> effects, IEnumerable<int> items, int repetitions = 1, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(items);
        double[] differences = [.. effects];
        int[] counts = [.. items];
        if (differences.Length == 0) { throw new ArgumentException("There is no effect to be found.", nameof(effects)); }
        if (counts.Length == 0) { throw new ArgumentException("There is no number of items.", nameof(items)); }
        return Frame.Of(from effect in differences from count in counts select (Effect: effect, Items: count, Power: design.PowerAt(effect, count, repetitions, confidence)))
            .Column("effect", r => r.Effect, role: ColumnRole.Key)
            .Column("items", r => r.Items, Unit.Count, ColumnRole.Key)
            .Column("power", r => r.Power, Unit.Share)
            .Build();
    }
}
