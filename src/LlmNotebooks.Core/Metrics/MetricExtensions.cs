using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>Short forms for metrics that need no more than a text.</summary>
public static class MetricExtensions
{
    /// <summary>Scores a text as the answer to a sample.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="sample">What was asked, with the target where it has one.</param>
    /// <param name="answer">The answer, perhaps empty.</param>
    /// <param name="cancellationToken">Ends a judge's call.</param>
    public static ValueTask<Score> ScoreAsync(this IMetric metric, Sample sample, string answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(answer);
        return metric.ScoreAsync(new AnswerContext { Sample = sample, Text = answer }, cancellationToken);
    }
}
