using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>What one metric says of one answer.</summary>
/// <param name="Sample">What was asked, with its references.</param>
/// <param name="Answer">The answer, perhaps empty.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Score">What it says: a number in the metric's range, or missing with a reason.</param>
public sealed record MetricScore(Sample Sample, string Answer, string Metric, Score Score)
{
    /// <summary>The score as a share of its metric's range, (score − minimum)/(maximum − minimum), so that metrics of different ranges can stand side by side; null where the score is missing, or the metric's range is not known.</summary>
    /// <remarks>The range is the one that <see cref="TextMetrics"/> tells for the metric's name: a BLEU of 41.5 out of 100 is a share of 0.415. In [0, 1]. Equal shares of two metrics do not mean equally good answers.</remarks>
    public double? Share => Score.Value is { } value ? TextMetrics.Find(Metric)?.ShareOf(value) : null;

    /// <summary>Scores each answer by each metric.</summary>
    /// <param name="metrics">At least one, with distinct names.</param>
    /// <param name="answers">What was asked, and what was answered.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Answers in their order, for each the metrics in theirs.</returns>
    /// <exception cref="ArgumentException">There is no metric, or two have one name.</exception>
    /// <remarks>One after the other, for a handful of answers without a model. A metric that throws ends it with its exception; for runs, see <c>Evaluator.RunAsync</c>.</remarks>
    public static async Task<IReadOnlyList<MetricScore>> OfAsync(IReadOnlyList<IMetric> metrics, IEnumerable<(Sample Sample, string Answer)> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(answers);
        if (metrics.Count == 0) { throw new ArgumentException("There is no metric to score by.", nameof(metrics)); }
        if (metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two metrics have the name '{twice.Key}'; scores could not be told apart.", nameof(metrics));
        }

        List<MetricScore> scores = [];
        foreach ((Sample sample, string answer) in answers)
        {
            foreach (IMetric metric in metrics)
            {
                scores.Add(new MetricScore(sample, answer, metric.Name, await metric.ScoreAsync(sample, answer, cancellationToken).ConfigureAwait(false)));
            }
        }

        return scores;
    }
}
