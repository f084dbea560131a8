using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>Tests of differences as frames.</summary>
public static class TestFrames
{
    /// <summary>One row for each test.</summary>
    /// <remarks>
    /// Columns: <c>test</c>, <c>units</c> that it counts as independent, <c>count</c> of them, <c>difference</c> with its interval <c>difference_low</c> to <c>difference_high</c>
    /// (missing where the test has none), <c>p</c>, <c>note</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<PairedTest> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        return Frame.Of(tests)
            .Column("test", t => t.Test)
            .Column("units", t => t.Units)
            .Column("count", t => t.Count)
            .Column("difference", t => t.Difference)
            .Column("difference_low", t => t.Interval?.Lower)
            .Column("difference_high", t => t.Interval?.Upper)
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
    /// Columns: <c>comparison</c> (A − B), <c>samples</c> seen, <c>difference</c> with the confidence sequence <c>difference_low</c> to <c>difference_high</c> (missing where it is
    /// infinite), <c>e_value</c> (missing where it is infinite), <c>p</c>, <c>decision</c> so far (missing while there is none).
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<SequentialPath> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return Frame.Of(paths.SelectMany(path => path.States, (path, state) => (Path: path, State: state)))
            .Column("comparison", r => $"{r.Path.A} − {r.Path.B}")
            .Column("samples", r => r.State.Samples)
            .Column("difference", r => r.State.Mean)
            .Column("difference_low", r => Finite(r.State.Interval.Lower))
            .Column("difference_high", r => Finite(r.State.Interval.Upper))
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
    /// <remarks>Columns: <c>k</c>, <c>measure</c> (<c>any of k</c>, <c>all of k</c>), <c>probability</c> with its clustered interval <c>probability_low</c> to <c>probability_high</c>, <c>items</c>, <c>missing</c> items with too few attempts.</remarks>
    public static Frame ToFrame(this IEnumerable<PassAtKEstimate> estimates)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        return Frame.Of(estimates.SelectMany(e => new[] { (Of: e, Measure: "any of k", Mean: e.AnyOfK), (Of: e, Measure: "all of k", Mean: e.AllOfK) }))
            .Column("k", r => r.Of.K)
            .Column("measure", r => r.Measure)
            .Column("probability", r => r.Mean.Mean)
            .Column("probability_low", r => r.Mean.Interval?.Lower)
            .Column("probability_high", r => r.Mean.Interval?.Upper)
            .Column("items", r => r.Mean.Items)
            .Column("missing", r => r.Of.Missing.Count)
            .Build();
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
