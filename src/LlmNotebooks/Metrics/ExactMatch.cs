using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the answer is the target, character for character.</summary>
/// <remarks>Range {0, 1}, higher is better. Calls no model. A sample without a target is missing. Comparison is ordinal, on text in Unicode normal form C.</remarks>
public sealed class ExactMatch : IMetric
{
    /// <inheritdoc/>
    public string Name => "exact-match";

    /// <summary>Whether white space around answer and target is ignored. Default true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Whether upper and lower case are the same. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(Sample sample, string answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(answer);
        if (sample.Target is null) { return new(Score.Missing("the sample has no target")); }
        return new(Score.Of(TextComparison.Equal(sample.Target, answer, Trim, IgnoreCase) ? 1 : 0));
    }
}
