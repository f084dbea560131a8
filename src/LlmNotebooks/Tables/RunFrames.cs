using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tables;

/// <summary>Runs as frames.</summary>
public static class RunFrames
{
    /// <summary>One row for each model, in the plan's order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// Columns: <c>model</c>, <c>samples</c>, <c>clusters</c>; for each metric M its mean <c>M</c>, clustered standard error
    /// <c>M_se</c>, interval <c>M_low</c> to <c>M_high</c>, <c>M_missing</c> answers without a score, and
    /// <c>M_consistency</c>, the share of items whose verdicts all agree; <c>calls</c>, <c>errors</c>, <c>error_rate</c>;
    /// <c>latency_mean_ms</c>, <c>latency_median_ms</c>, <c>latency_p95_ms</c>, <c>first_token_median_ms</c>;
    /// <c>input_tokens</c>, <c>output_tokens</c>, <c>output_tokens_per_second</c>, <c>file_bytes</c>.
    /// The columns are the same whatever the run holds: what was not measured is missing (consistency where no item has two observations, file sizes of services).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static Frame ByModel(this Run run, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<ModelSummary> models = run.SummarizeModels(confidence);
        Dictionary<string, long?> fileBytes = run.Plan.Candidates.ToDictionary(c => c.Name, c => c.FileBytes, StringComparer.Ordinal);

        FrameBuilder<ModelSummary> frame = Frame.Of(models)
            .Column("model", m => m.Model)
            .Column("samples", m => m.Samples)
            .Column("clusters", m => m.Clusters);
        foreach (string metric in run.Metrics.Select(metric => metric.Name))
        {
            frame.AddMetric(metric).Column(metric + "_consistency", m => m.Metric(metric).Consistency?.EqualVerdicts);
        }

        return frame.AddCalls()
            .Column("latency_mean_ms", m => m.LatencyMs?.Mean)
            .Column("latency_median_ms", m => m.LatencyMs?.Median)
            .Column("latency_p95_ms", m => m.LatencyMs?.P95)
            .Column("first_token_median_ms", m => m.TimeToFirstTokenMs?.Median)
            .Column("input_tokens", m => m.InputTokens)
            .Column("output_tokens", m => m.OutputTokens)
            .Column("output_tokens_per_second", m => m.OutputTokensPerSecond)
            .Column("file_bytes", m => fileBytes[m.Model])
            .Build();
    }

    /// <summary>One row for each model and category, models in the plan's order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// Columns: <c>model</c>, <c>category</c> (missing for samples without one), <c>samples</c>, <c>clusters</c>; for each
    /// metric M: <c>M</c>, <c>M_se</c>, <c>M_low</c>, <c>M_high</c>, <c>M_missing</c>; <c>calls</c>, <c>errors</c>,
    /// <c>error_rate</c>, <c>latency_median_ms</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static Frame ByCategory(this Run run, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        FrameBuilder<ModelSummary> frame = Frame.Of(run.SummarizeCategories(confidence))
            .Column("model", m => m.Model)
            .Column("category", m => string.IsNullOrEmpty(m.Category) ? null : m.Category)
            .Column("samples", m => m.Samples)
            .Column("clusters", m => m.Clusters);
        foreach (string metric in run.Metrics.Select(metric => metric.Name)) { frame.AddMetric(metric); }
        return frame.AddCalls().Column("latency_median_ms", m => m.LatencyMs?.Median).Build();
    }

    /// <summary>One row for each answer, in the order given: <c>run.Answers().ToFrame()</c>.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>sample</c>, <c>category</c>, <c>repetition</c>, <c>input</c>, <c>target</c>, <c>answer</c>;
    /// for each metric M its score <c>M</c>; <c>latency_ms</c>, <c>first_token_ms</c>, <c>input_tokens</c>,
    /// <c>output_tokens</c>, <c>error</c>. The answers are held in memory.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        Answer[] rows = [.. answers];
        FrameBuilder<Answer> frame = Frame.Of(rows)
            .Column("model", a => a.Model)
            .Column("sample", a => a.SampleId)
            .Column("category", a => a.Category)
            .Column("repetition", a => a.Repetition)
            .Column("input", a => a.Input)
            .Column("target", a => a.Target)
            .Column("answer", a => a.Text);
        foreach (string metric in rows.SelectMany(a => a.Scores.Keys).Distinct(StringComparer.Ordinal))
        {
            frame.Column(metric, a => a.Scores.GetValueOrDefault(metric)?.Value);
        }

        return frame
            .Column("latency_ms", a => a.LatencyMs)
            .Column("first_token_ms", a => a.TimeToFirstTokenMs)
            .Column("input_tokens", a => a.InputTokens)
            .Column("output_tokens", a => a.OutputTokens)
            .Column("error", a => a.ErrorType is null ? null : $"{a.ErrorType}: {a.ErrorMessage}")
            .Build();
    }

    private static FrameBuilder<ModelSummary> AddMetric(this FrameBuilder<ModelSummary> frame, string metric) => frame
        .Column(metric, m => m.Metric(metric).Mean)
        .Column(metric + "_se", m => m.Metric(metric).Estimate.Se)
        .Column(metric + "_low", m => m.Metric(metric).Estimate.Interval?.Lower)
        .Column(metric + "_high", m => m.Metric(metric).Estimate.Interval?.Upper)
        .Column(metric + "_missing", m => m.Metric(metric).Missing);

    private static FrameBuilder<ModelSummary> AddCalls(this FrameBuilder<ModelSummary> frame) => frame
        .Column("calls", m => m.Calls)
        .Column("errors", m => m.Errors)
        .Column("error_rate", m => m.ErrorRate);
}
