using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the target occurs in the answer.</summary>
/// <remarks>Range {0, 1}, higher is better. Calls no model. A sample without a target, or with an empty one, is missing. Comparison is ordinal, on text in Unicode normal form C.</remarks>
public sealed class Contains : IMetric
{
    /// <inheritdoc/>
    public string Name => "contains";

    /// <summary>Whether white space around the target is ignored. Default true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Whether upper and lower case are the same. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(Sample sample, string answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(answer);
        if (sample.Target is null) { return new(Score.Missing("the sample has no target")); }
        string target = Trim ? sample.Target.Trim() : sample.Target;
        if (target.Length == 0) { return new(Score.Missing("the sample's target is empty, and every answer contains nothing")); }
        return new(Score.Of(TextComparison.Occurs(target, answer, IgnoreCase) ? 1 : 0));
    }
}
