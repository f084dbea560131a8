using System.Text.Json;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tables;

/// <summary>Runs as frames.</summary>
public static class RunFrames
{
    /// <summary>The columns that count what is to be known of answers beside their scores.</summary>
    internal static readonly string[] MarkNames = ["cut", "filtered", "refused", "tool_calls", "empty", "reasoning_in_text", "unfinished_reasoning", "over_limit"];

    /// <summary>One row for each run of a store, in the order given: <c>(await RunStore.Open(path).ListRunsAsync()).ToFrame()</c>.</summary>
    /// <remarks>Columns: <c>id</c>, <c>name</c>, <c>status</c>, <c>started_at</c> (UTC), <c>dataset</c>, <c>samples</c>, <c>models</c>, <c>answers</c> stored, <c>errors</c> among them.</remarks>
    public static Frame ToFrame(this IEnumerable<RunInfo> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return Frame.Of(runs)
            .Column("id", r => r.Id, ColumnRole.Key)
            .Column("name", r => r.Name)
            .Column("status", r => JsonNamingPolicy.SnakeCaseLower.ConvertName(r.Status.ToString()))
            .Column("started_at", r => r.StartedAt)
            .Column("dataset", r => r.Plan.DatasetName)
            .Column("samples", r => r.Plan.Samples, Unit.Count)
            .Column("models", r => r.Plan.Candidates.Count, Unit.Count)
            .Column("answers", r => r.Answers, Unit.Count)
            .Column("errors", r => r.Errors, Unit.Count)
            .Build();
    }

    /// <summary>One row for each model, in the plan's order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// Columns: <c>model</c>, <c>samples</c>, <c>clusters</c>; for each metric M its mean <c>M</c>, clustered standard error
    /// <c>M_se</c>, interval <c>M_ci_low</c> to <c>M_ci_high</c>, <c>M_missing</c> answers without a score, and
    /// <c>M_consistency</c>, the share of items whose verdicts all agree, or <c>M_consistency_reason</c> why there is none; <c>calls</c>, <c>errors</c>, <c>error_rate</c>, <c>retries</c>;
    /// how many answers are <c>cut</c> at the token limit, <c>filtered</c> by the service, <c>refused</c>, <c>tool_calls</c>, <c>empty</c>, have <c>reasoning_in_text</c> or <c>unfinished_reasoning</c>, or
    /// are <c>over_limit</c> (more tokens than were asked for);
    /// <c>latency_mean_ms</c>, <c>latency_median_ms</c>, <c>latency_p95_ms</c>, <c>time_to_first_token_median_ms</c>;
    /// <c>input_tokens</c>, <c>output_tokens</c>, <c>output_tokens_per_second</c>, <c>file_bytes</c>, or <c>file_bytes_reason</c> why there is none.
    /// The columns are the same whatever the run holds: what was not measured is missing (consistency where no item has two observations, file sizes of services;
    /// why an interval is missing says the column <c>reason</c> of <see cref="MetricFrames.ByMetric"/>).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static Frame ByModel(this Run run, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Summarize(confidence).ToModelFrame(run);
    }

    /// <summary>What <see cref="ByModel"/> gives, of a summary that is there already: one pass over a long run is enough for all its frames.</summary>
    /// <param name="summary">The summary, from <see cref="Run.Summarize"/>.</param>
    /// <param name="run">Its run.</param>
    public static Frame ToModelFrame(this RunSummary summary, Run run)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<ModelSummary> models = summary.Models;
        Dictionary<string, long?> fileBytes = run.Plan.Candidates.ToDictionary(c => c.Name, c => c.FileBytes, StringComparer.Ordinal);

        FrameBuilder<ModelSummary> frame = Frame.Of(models)
            .Column("model", m => m.Model, ColumnRole.Key)
            .Column("samples", m => m.Samples, Unit.Count)
            .Column("clusters", m => m.Clusters, Unit.Count);
        foreach (string metric in run.Metrics.Select(metric => metric.Name))
        {
            frame.AddMetric(metric, models).Column(metric + "_consistency", m => m.Metric(metric).Consistency?.EqualVerdicts, Unit.Share)
                .Column(metric + "_consistency_reason", m => m.Metric(metric).ConsistencyReason);
        }

        return frame.AddCalls()
            .Column("retries", m => m.Retries, Unit.Count)
            .AddMarks()
            .Column("latency_mean_ms", m => m.LatencyMs?.Mean, Unit.Milliseconds)
            .Column("latency_median_ms", m => m.LatencyMs?.Median, Unit.Milliseconds)
            .Column("latency_p95_ms", m => m.LatencyMs?.P95, Unit.Milliseconds)
            .Column("time_to_first_token_median_ms", m => m.TimeToFirstTokenMs?.Median, Unit.Milliseconds)
            .Column("input_tokens", m => m.InputTokens, Unit.Tokens)
            .Column("output_tokens", m => m.OutputTokens, Unit.Tokens)
            .Column("output_tokens_per_second", m => m.OutputTokensPerSecond, Unit.TokensPerSecond)
            .Column("file_bytes", m => fileBytes[m.Model], Unit.Bytes)
            .Column("file_bytes_reason", m => fileBytes[m.Model] is null ? "it is no file of this machine" : null)
            .Build();
    }

    /// <summary>One row for each model and category, models in the plan's order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <remarks>
    /// Columns: <c>model</c>, <c>category</c> (missing for samples without one), <c>samples</c>, <c>clusters</c>; for each
    /// metric M: <c>M</c>, <c>M_se</c>, <c>M_ci_low</c>, <c>M_ci_high</c>, <c>M_missing</c>; <c>calls</c>, <c>errors</c>,
    /// <c>error_rate</c>, <c>latency_median_ms</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static Frame ByCategory(this Run run, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Summarize(confidence).ToCategoryFrame(run);
    }

    /// <summary>What <see cref="ByCategory"/> gives, of a summary that is there already.</summary>
    /// <param name="summary">The summary, from <see cref="Run.Summarize"/>.</param>
    /// <param name="run">Its run.</param>
    public static Frame ToCategoryFrame(this RunSummary summary, Run run)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(run);
        FrameBuilder<ModelSummary> frame = Frame.Of(summary.Categories)
            .Column("model", m => m.Model, ColumnRole.Key)
            .Column("category", m => string.IsNullOrEmpty(m.Category) ? null : m.Category, ColumnRole.Key)
            .Column("samples", m => m.Samples, Unit.Count)
            .Column("clusters", m => m.Clusters, Unit.Count);
        foreach (string metric in run.Metrics.Select(metric => metric.Name)) { frame.AddMetric(metric, summary.Categories); }
        return frame.AddCalls().Column("latency_median_ms", m => m.LatencyMs?.Median, Unit.Milliseconds).Build();
    }

    /// <summary>One row for each answer, in the order given: <c>run.Answers().ToFrame()</c>.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>sample</c>, <c>category</c>, <c>repetition</c>, <c>input</c>, <c>target</c>, <c>answer</c>;
    /// for each metric M its score <c>M</c> and <c>M_reason</c>, which says why it is missing or how it came about; <c>latency_ms</c>, <c>time_to_first_token_ms</c>, <c>input_tokens</c>,
    /// <c>output_tokens</c>, <c>finish_reason</c>, <c>marks</c> (cut, filtered …), <c>attempts</c>, <c>error_type</c>, <c>error_message</c>. The answers are held in memory.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        Answer[] rows = [.. answers];
        FrameBuilder<Answer> frame = Frame.Of(rows)
            .Column("model", a => a.Model, ColumnRole.Key)
            .Column("sample", a => a.SampleId, ColumnRole.Key)
            .Column("category", a => a.Category)
            .Column("repetition", a => a.Repetition)
            .Column("input", a => a.Input)
            .Column("target", a => a.Target)
            .Column("answer", a => a.Text);
        foreach (string metric in rows.SelectMany(a => a.Scores.Keys).Distinct(StringComparer.Ordinal))
        {
            frame.Column(metric, a => a.Scores.GetValueOrDefault(metric)?.Value).Column(metric + "_reason", a => a.Scores.GetValueOrDefault(metric)?.Reason);
        }

        return frame
            .Column("latency_ms", a => a.LatencyMs, Unit.Milliseconds)
            .Column("time_to_first_token_ms", a => a.TimeToFirstTokenMs, Unit.Milliseconds)
            .Column("input_tokens", a => a.InputTokens, Unit.Tokens)
            .Column("output_tokens", a => a.OutputTokens, Unit.Tokens)
            .Column("finish_reason", a => a.FinishReason)
            .Column("marks", a => a.Marks.Count == 0 ? null : string.Join(' ', a.Marks))
            .Column("attempts", a => 1 + a.Retried.Count, Unit.Count)
            .Column("error_type", a => a.ErrorType)
            .Column("error_message", a => a.ErrorMessage)
            .Build();
    }

    private static FrameBuilder<ModelSummary> AddMetric(this FrameBuilder<ModelSummary> frame, string metric, IReadOnlyList<ModelSummary> models) => frame
        .Column(metric, m => m.Metric(metric).Mean)
        .Column(metric + "_se", m => m.Metric(metric).Estimate.Se, role: ColumnRole.StandardError, of: metric)
        .Interval(metric, m => m.Metric(metric).Estimate.Interval, metric + "_ci", FrameIntervals.Level(models, m => m.Metric(metric).Estimate.Confidence))
        .Column(metric + "_missing", m => m.Metric(metric).Missing, Unit.Count);

    // What stands beside a score: how many answers were cut, filtered and so on.
    private static FrameBuilder<ModelSummary> AddMarks(this FrameBuilder<ModelSummary> frame)
    {
        foreach (string mark in MarkNames) { frame.Column(mark, m => m.Marked(mark), Unit.Count); }
        return frame;
    }

    private static FrameBuilder<ModelSummary> AddCalls(this FrameBuilder<ModelSummary> frame) => frame
        .Column("calls", m => m.Calls, Unit.Count)
        .Column("errors", m => m.Errors, Unit.Count)
        .Column("error_rate", m => m.ErrorRate, Unit.Share);
}
