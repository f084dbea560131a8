using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tables;

/// <summary>Metrics and what they say, as frames.</summary>
public static class MetricFrames
{
    /// <summary>One row for each metric: <c>TextMetrics.All.ToFrame()</c>.</summary>
    /// <remarks>Columns: <c>metric</c>, <c>summary</c>, <c>minimum</c>, <c>maximum</c>, <c>higher_is_better</c>, <c>corpus</c> (of all answers together, or of one), <c>source</c>, <c>options</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<MetricInfo> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Frame.Of(metrics)
            .Column("metric", m => m.Name, ColumnRole.Key)
            .Column("summary", m => m.Summary)
            .Column("minimum", m => m.Minimum)
            .Column("maximum", m => m.Maximum)
            .Column("higher_is_better", m => m.Better == Better.Higher)
            .Column("corpus", m => m.IsCorpus)
            .Column("source", m => m.Source)
            .Column("options", m => m.Options.Count == 0 ? null : string.Join(", ", m.Options))
            .Build();
    }

    /// <summary>One row for each answer and metric, as charts take them.</summary>
    /// <remarks>
    /// Columns: <c>sample</c>, <c>answer</c>, <c>target</c> (the first reference), <c>metric</c>, <c>score</c> (missing where it is), <c>share</c> of the metric's range
    /// (<see cref="MetricScore.Share"/>), <c>reason</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<MetricScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Frame.Of(scores)
            .Column("sample", s => s.Sample.Id, ColumnRole.Key)
            .Column("answer", s => s.Answer)
            .Column("target", s => s.Sample.Target)
            .Column("metric", s => s.Metric, ColumnRole.Key)
            .Column("score", s => s.Score.Value)
            .Column("share", s => s.Share, Unit.Share)
            .Column("reason", s => s.Score.Reason)
            .Build();
    }

    /// <summary>One row for each answer with a column for each metric, as people read them.</summary>
    /// <remarks>Columns: <c>sample</c>, <c>target</c> (its references, with a bar between them), <c>answer</c>, then each metric's score, missing where it is.</remarks>
    /// <exception cref="ArgumentException">An answer of a sample has two scores of one metric.</exception>
    public static Frame ToAnswerFrame(this IEnumerable<MetricScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        MetricScore[] all = [.. scores];
        Dictionary<(string Sample, string Answer, string Metric), double?> cells = [];
        foreach (MetricScore score in all)
        {
            if (!cells.TryAdd((score.Sample.Id, score.Answer, score.Metric), score.Score.Value))
            {
                throw new ArgumentException($"The answer '{score.Answer}' of sample '{score.Sample.Id}' has two scores of {score.Metric}.", nameof(scores));
            }
        }

        FrameBuilder<MetricScore> frame = Frame.Of(all.DistinctBy(s => (s.Sample.Id, s.Answer)))
            .Column("sample", s => s.Sample.Id, ColumnRole.Key)
            .Column("target", s => s.Sample.References.Count == 0 ? null : string.Join(" | ", s.Sample.References))
            .Column("answer", s => s.Answer);
        foreach (string metric in all.Select(s => s.Metric).Distinct(StringComparer.Ordinal))
        {
            frame.Column(metric, s => cells.GetValueOrDefault((s.Sample.Id, s.Answer, metric)));
        }

        return frame.Build();
    }

    /// <summary>One row for each model and metric of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// Columns: <c>model</c>, <c>metric</c>, <c>mean</c>, its clustered standard error <c>se</c> and interval <c>ci_low</c> to <c>ci_high</c>, the <c>method</c> by which this was
    /// made, <c>share</c> (the mean as a share of the metric's range, where it has one), <c>rank</c> (1 and the models with a better mean of this metric; missing without a mean),
    /// <c>samples</c> and <c>clusters</c> of the model, <c>scored</c> answers, <c>missing</c> answers without a score, <c>consistency</c> (the share of items whose verdicts all agree;
    /// missing, for <c>consistency_reason</c>, where no item has two observations), and <c>reason</c>: why there is no interval, where there is none.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static Frame ByMetric(this Run run, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Summarize(confidence).ToMetricFrame();
    }

    /// <summary>What <see cref="ByMetric"/> gives, of a summary that is there already.</summary>
    /// <param name="summary">The summary, from <see cref="Run.Summarize"/>.</param>
    public static Frame ToMetricFrame(this RunSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        IReadOnlyList<ModelSummary> models = summary.Models;
        return Frame.Of(models.SelectMany(model => model.Metrics, (model, metric) => (Of: model, Metric: metric)))
            .Column("model", r => r.Of.Model, ColumnRole.Key)
            .Column("metric", r => r.Metric.Metric, ColumnRole.Key)
            .Column("mean", r => r.Metric.Mean)
            .Column("se", r => r.Metric.Estimate.Se, role: ColumnRole.StandardError, of: "mean")
            .Interval("mean", r => r.Metric.Estimate.Interval, level: FrameIntervals.Level(models.SelectMany(model => model.Metrics), metric => metric.Estimate.Confidence))
            .Column("method", r => r.Metric.Estimate.Method())
            .Column("share", r => r.Metric.Mean is { } mean ? r.Metric.Info.ShareOf(mean) : null, Unit.Share)
            .Column("rank", r => Rank(models, r.Metric))
            .Column("samples", r => r.Of.Samples, Unit.Count)
            .Column("clusters", r => r.Of.Clusters, Unit.Count)
            .Column("scored", r => r.Metric.Estimate.Observations, Unit.Count)
            .Column("missing", r => r.Metric.Missing, Unit.Count)
            .Column("consistency", r => r.Metric.Consistency?.EqualVerdicts, Unit.Share)
            .Column("consistency_reason", r => r.Metric.ConsistencyReason)
            .Column("reason", r => r.Metric.Estimate.Reason)
            .Build();
    }

    /// <summary>One row for each pair of metrics of a run: how far they order the answers alike.</summary>
    /// <param name="run">The run.</param>
    /// <param name="which">Which answers count; null for all.</param>
    /// <remarks>
    /// Columns: <c>metric</c>, <c>other</c>, <c>spearman</c> (Spearman's ρ over those answers of all models that both have scores for, in [−1, 1]; missing where one of them does not vary
    /// or there are fewer than two), <c>answers</c> that both have scored. Each pair is there in both orders, and each metric with itself. The scores are held in memory.
    /// </remarks>
    public static Frame MetricCorrelations(this Run run, Func<Answer, bool>? which = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<string> metrics = [.. run.Metrics.Select(metric => metric.Name)];
        double?[][] scores = [.. run.Answers().Where(which ?? (_ => true)).Select(answer => metrics.Select(metric => answer.Scores.GetValueOrDefault(metric)?.Value).ToArray())];
        return Frame.Of(from first in Enumerable.Range(0, metrics.Count) from second in Enumerable.Range(0, metrics.Count) select Pair(first, second))
            .Column("metric", p => metrics[p.First], ColumnRole.Key)
            .Column("other", p => metrics[p.Second], ColumnRole.Key)
            .Column("spearman", p => p.Spearman)
            .Column("answers", p => p.Answers, Unit.Count)
            .Build();

        (int First, int Second, double? Spearman, int Answers) Pair(int first, int second)
        {
            double?[][] both = [.. scores.Where(answer => answer[first] is not null && answer[second] is not null)];
            double[] x = [.. both.Select(answer => answer[first]!.Value)], y = [.. both.Select(answer => answer[second]!.Value)];
            return (first, second, x.Length < 2 ? null : Correlation.Spearman(x, y).Coefficient, x.Length);
        }
    }

    private static long? Rank(IReadOnlyList<ModelSummary> models, MetricSummary metric) =>
        metric.Mean is { } mean ? 1 + models.Count(model => model.Metric(metric.Metric).Mean is { } other && metric.Info.Gain(other - mean) > 0) : null;
}
