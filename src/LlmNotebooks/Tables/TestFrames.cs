using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>Tests of differences as frames.</summary>
public static class TestFrames
{
    /// <summary>One row for each test.</summary>
    /// <remarks>
    /// Columns: <c>test</c>, <c>units</c> that it counts as independent, <c>count</c> of them, <c>difference</c> with its interval <c>ci_low</c> to <c>ci_high</c>
    /// (missing where the test has none), <c>p</c>, <c>note</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<PairedTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        return Frame.Of(tests)
            .Column("test", t => t.Test, ColumnRole.Key)
            .Column("units", t => t.Units)
            .Column("count", t => t.Count, Unit.Count)
            .Column("difference", t => t.Difference)
            .Interval("difference", t => t.Interval)
            .Column("p", t => t.P)
            .Column("note", t => t.Note)
            .Build();
    }

    /// <summary>One row for each look of a sequential comparison; see <see cref="ToFrame(IEnumerable{SequentialPath})"/>.</summary>
    public static Frame ToFrame(this SequentialPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new[] { path }.ToFrame();
    }

    /// <summary>One row for each look of sequential comparisons.</summary>
    /// <remarks>
    /// Columns: <c>comparison</c> (A − B), <c>samples</c> seen, <c>difference</c> with the confidence sequence <c>ci_low</c> to <c>ci_high</c> (missing where it is
    /// infinite), <c>e_value</c> (missing where it is infinite), <c>p</c>, <c>decision</c> so far (missing while there is none).
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<SequentialPath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Frame.Of(paths.SelectMany(path => path.States, (path, state) => (Path: path, State: state)))
            .Column("comparison", r => $"{r.Path.A} − {r.Path.B}", ColumnRole.Key)
            .Column("samples", r => r.State.Samples, Unit.Count, ColumnRole.Key)
            .Column("difference", r => r.State.Mean)
            .Interval("difference", r => r.State.Interval)
            .Column("e_value", r => Finite(r.State.EValue))
            .Column("p", r => r.State.P)
            .Column("decision", r => r.State.Decision switch
            {
                SequentialDecision.ABetter => $"{r.Path.A} is better",
                SequentialDecision.BBetter => $"{r.Path.B} is better",
                SequentialDecision.Equivalent => "no difference that matters",
                _ => null,
            })
            .Build();
    }

    /// <summary>Two rows for each k: the probability that any, and that all, of k attempts solve an item.</summary>
    /// <remarks>Columns: <c>k</c>, <c>measure</c> (<c>any of k</c>, <c>all of k</c>), <c>probability</c> with its clustered standard error <c>se</c> and interval <c>ci_low</c> to <c>ci_high</c>, <c>items</c>, <c>missing</c> items with too few attempts.</remarks>
    public static Frame ToFrame(this IEnumerable<PassAtKEstimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        PassAtKEstimate[] rows = [.. estimates];
        return Frame.Of(rows.SelectMany(e => new[] { (Of: e, Measure: "any of k", Mean: e.AnyOfK), (Of: e, Measure: "all of k", Mean: e.AllOfK) }))
            .Column("k", r => r.Of.K, Unit.Count, ColumnRole.Key)
            .Column("measure", r => r.Measure, ColumnRole.Key)
            .Column("probability", r => r.Mean.Mean, Unit.Share)
            .Column("se", r => r.Mean.Se, Unit.Share, ColumnRole.StandardError, "probability")
            .Interval("probability", r => r.Mean.Interval, level: FrameIntervals.Level(rows, e => e.AnyOfK.Confidence))
            .Column("items", r => r.Mean.Items, Unit.Count)
            .Column("missing", r => r.Of.Missing.Count, Unit.Count)
            .Build();
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
