using System.Collections;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Where two models differ in verdict, in the dataset's order and then by repetition. A verdict is whether a score passes by the metric's pass mark.</summary>
public sealed class Disagreements : IReadOnlyList<Disagreement>
{
    private readonly IReadOnlyList<Disagreement> _rows;

    internal Disagreements(string a, string b, string metric, MetricInfo info, int compared, IReadOnlyList<Disagreement> rows, IReadOnlyList<Disagreement> missing)
    {
        A = a;
        B = b;
        Metric = metric;
        Info = info;
        Compared = compared;
        _rows = rows;
        Missing = missing;
    }

    /// <summary>Name of the first model.</summary>
    public string A { get; }

    /// <summary>Name of the second model.</summary>
    public string B { get; }

    /// <summary>The metric whose verdicts are compared.</summary>
    public string Metric { get; }

    /// <summary>Its facts.</summary>
    public MetricInfo Info { get; }

    /// <summary>Pairs of answers with two scores, the agreeing ones included.</summary>
    public int Compared { get; }

    /// <summary>Pairs of answers of which one or both have no score, so that nothing can be said.</summary>
    public IReadOnlyList<Disagreement> Missing { get; }

    /// <summary>How many pairs of answers differ in verdict.</summary>
    public int Count => _rows.Count;

    /// <summary>One of them.</summary>
    public Disagreement this[int index] => _rows[index];

    /// <inheritdoc/>
    public IEnumerator<Disagreement> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
