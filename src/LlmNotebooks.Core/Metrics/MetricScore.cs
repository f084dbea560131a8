using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>What one metric says of one answer.</summary>
/// <param name="Sample">What was asked, with its references.</param>
/// <param name="Answer">The answer, perhaps empty.</param>
/// <param name="Info">What is known of the metric.</param>
/// <param name="Score">What it says: a number in the metric's range, or missing with a reason.</param>
public sealed record MetricScore(Sample Sample, string Answer, MetricInfo Info, Score Score)
{
    /// <summary>The metric's name.</summary>
    public string Metric => Info.Name;

    /// <summary>The score as a share of its metric's range, (score − minimum)/(maximum − minimum), so that metrics of different ranges can stand side by side; null where the score is missing, or the metric's range has no bounds.</summary>
    /// <remarks>The range is the one that the metric states: a BLEU of 41.5 out of 100 is a share of 0.415. In [0, 1]. Equal shares of two metrics do not mean equally good answers.</remarks>
    public double? Share => Score.Value is { } value ? Info.ShareOf(value) : null;

    /// <summary>Scores each answer by each metric.</summary>
    /// <param name="metrics">At least one, with distinct names.</param>
    /// <param name="answers">What was asked, and what was answered.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Answers in their order, for each the metrics in theirs.</returns>
    /// <exception cref="ArgumentException">There is no metric, or two have one name.</exception>
    /// <remarks>
    /// One after the other, for a handful of answers without a model. Metrics of one evaluator cost one evaluation an answer; a metric that looks at other answers is given those to the same sample.
    /// A metric that throws ends it with its exception; for runs, see <c>Evaluator.RunAsync</c>.
    /// </remarks>
    public static async Task<IReadOnlyList<MetricScore>> OfAsync(IReadOnlyList<IScorer> metrics, IEnumerable<(Sample Sample, string Answer)> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(answers);
        MetricInfo[] infos = [.. metrics.SelectMany(metric => metric.Metrics)];
        if (infos.Length == 0) { throw new ArgumentException("There is no metric to score by.", nameof(metrics)); }
        if (infos.GroupBy(info => info.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two metrics have the name '{twice.Key}'; scores could not be told apart.", nameof(metrics));
        }

        IReadOnlyList<IScorer> scorers = EvaluatorScorer.Merged(metrics);
        AnswerContext[] contexts = [.. answers.Select(answer => new AnswerContext { Sample = answer.Sample, Text = answer.Answer })];
        ILookup<string, AnswerContext> bySample = contexts.ToLookup(context => context.Sample.Id, StringComparer.Ordinal);
        List<MetricScore> scores = [];
        foreach (AnswerContext context in contexts)
        {
            Dictionary<string, Score> found = new(StringComparer.Ordinal);
            foreach (IScorer scorer in scorers)
            {
                AnswerContext seen = scorer.NeedsOtherAnswers ? context with { Others = [.. bySample[context.Sample.Id].Where(other => !ReferenceEquals(other, context))] } : context;
                IReadOnlyList<Score> given = await scorer.ScoreAllAsync(seen, cancellationToken).ConfigureAwait(false);
                if (given.Count != scorer.Metrics.Count) { throw new InvalidOperationException($"The scorer {scorer.GetType().Name} states {scorer.Metrics.Count} metrics and gave {given.Count} scores."); }
                foreach ((MetricInfo info, Score score) in scorer.Metrics.Zip(given)) { found.Add(info.Name, score); }
            }

            scores.AddRange(infos.Select(info => new MetricScore(context.Sample, context.Text, info, found[info.Name])));
        }

        return scores;
    }
}
