namespace LlmNotebooks.Metrics;

/// <summary>What is known of a metric before it is used.</summary>
public sealed record MetricInfo
{
    /// <summary>Its name, as in runs and on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures, in a few words.</summary>
    public required string Summary { get; init; }

    /// <summary>Whose definition and figures it agrees with.</summary>
    public required string Source { get; init; }

    /// <summary>Its least value. Default 0.</summary>
    public double Minimum { get; init; }

    /// <summary>Its greatest value. Default 1.</summary>
    public double Maximum { get; init; } = 1;

    /// <summary>Whether a greater value is a better one. Default true.</summary>
    public bool HigherIsBetter { get; init; } = true;

    /// <summary>Whether it scores all answers together, as an <see cref="ICorpusMetric"/>, and none by itself.</summary>
    public bool IsCorpus { get; init; }

    /// <summary>Names of the <see cref="TextMetricOptions"/> that it knows.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>A value as a share of the range: (value − minimum)/(maximum − minimum).</summary>
    /// <param name="value">A value of this metric, or a mean of such.</param>
    /// <returns>In [0, 1] for values in the range.</returns>
    public double ShareOf(double value) => (value - Minimum) / (Maximum - Minimum);
}
