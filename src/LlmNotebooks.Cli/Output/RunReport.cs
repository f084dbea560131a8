using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>A run for people and for machines.</summary>
internal static class RunReport
{
    private static readonly string[] CallColumns =
    [
        "model", "calls", "errors", "error_rate", "retries", "latency_mean_ms", "latency_median_ms", "latency_p95_ms", "time_to_first_token_median_ms",
        "input_tokens", "output_tokens", "output_tokens_per_second",
    ];

    // Shown where there are any.
    private static readonly string[] MarkColumns = ["cut", "filtered", "refused", "tool_calls", "empty", "reasoning_in_text", "unfinished_reasoning", "over_limit"];

    /// <summary>Prints the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="confidence">Level of the intervals.</param>
    /// <param name="format">How; of the tables, CSV is that of the models.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="error">Where remarks go that CSV has no place for.</param>
    public static void Write(Run run, double confidence, OutputFormat format, TextWriter output, TextWriter error)
    {
        RunSummary summary = run.Summarize(confidence);
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, Json(run, summary, confidence));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(summary.ToModelFrame(run), output);
                WriteRemarks(run, summary, error);
                break;
            default:
                output.WriteLine($"Run {run.Id} in {run.StorePath}: {run.Plan.DatasetName}, {run.Plan.Samples:N0} samples, {run.Info.Answers:N0} of {run.Plan.Calls:N0} answers, {JsonNamingPolicy.SnakeCaseLower.ConvertName(run.Status.ToString())}");
                WriteTables(run, summary, output);
                WriteRemarks(run, summary, output);
                break;
        }
    }

    // Scores, calls, categories.
    private static void WriteTables(Run run, RunSummary summary, TextWriter output)
    {
        if (run.Metrics.Count > 0)
        {
            output.WriteLine();
            FrameOutput.Write(summary.ToMetricFrame().Without("share", "rank", "scored", "consistency_reason").WithoutEmpty("reason"), output);
        }

        output.WriteLine();
        string[] marks = [.. MarkColumns.Where(mark => summary.Models.Any(model => model.Marked(mark) > 0))];
        FrameOutput.Write(summary.ToModelFrame(run).Select([.. CallColumns[..5], .. marks, .. CallColumns[5..]]).WithoutEmpty("time_to_first_token_median_ms"), output);
        Frame categories = summary.ToCategoryFrame(run);
        if (categories.Texts("category").Any(category => category is not null))
        {
            foreach (string metric in run.Metrics.Select(metric => metric.Name))
            {
                output.WriteLine();
                output.WriteLine($"{metric} by category");
                FrameOutput.Write(categories.Across("category", metric), output);
            }
        }

        output.WriteLine();
    }

    private static void WriteRemarks(Run run, RunSummary summary, TextWriter output)
    {
        foreach ((string metric, string reason) in summary.Models.SelectMany(model => model.Metrics).Where(score => score.ConsistencyReason is not null).Select(score => (score.Metric, score.ConsistencyReason!)).Distinct())
        {
            output.WriteLine($"{metric} has no consistency: {reason}.");
        }

        foreach (ModelSummary model in summary.Models)
        {
            foreach (MetricSummary score in model.Metrics.Where(score => score.Missing > model.Errors))
            {
                output.WriteLine($"{model.Model}: {score.Metric} is missing for {string.Join(", ", score.MissingReasons.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}.");
            }

            if (model.MarksText is { } marks) { output.WriteLine($"{model.Model}: of {model.Calls:N0} answers {marks}.{OverLimit(run, model)}"); }
            if (model.Retries > 0) { output.WriteLine($"{model.Model}: {model.Retries:N0} attempts were retried after {string.Join(", ", model.RetryTypes.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}."); }
            if (FirstError(run, model) is not { } first) { continue; }
            output.WriteLine($"{model.Model}: {string.Join(", ", model.ErrorTypes.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}. The first, at sample {first.SampleId}: {first.ErrorMessage}");
        }
    }

    /// <summary>The run as one JSON value: the plan in brief, then each model.</summary>
    private static object Json(Run run, RunSummary summary, double confidence)
    {
        ILookup<string?, FrameRow> categories = summary.ToCategoryFrame(run).Rows.ToLookup(row => row.Text("model"), StringComparer.Ordinal);
        ILookup<string?, Dictionary<string, object?>> metrics = FrameOutput.Rows(summary.ToMetricFrame()).ToLookup(row => (string?)row["model"], StringComparer.Ordinal);
        return new
        {
            Run = run.Id,
            run.Info.Name,
            run.Status,
            Store = run.StorePath,
            Dataset = new { Name = run.Plan.DatasetName, Hash = run.Plan.DatasetHash, run.Plan.Samples },
            run.Plan.Repetitions,
            run.Plan.Seed,
            run.Info.ReplayOf,
            Calls = new { Planned = run.Plan.Calls, Stored = run.Info.Answers },
            Metric = run.Metrics.Count > 0 ? run.Metrics[0].Name : null,
            Confidence = confidence,
            Models = FrameOutput.Rows(summary.ToModelFrame(run)).Zip(summary.Models, (row, model) => Model(run, row, model, [.. metrics[model.Model]], [.. categories[model.Model]])).ToArray(),
        };
    }

    // The first metric's figures stand by themselves as well: most runs have one.
    private static Dictionary<string, object?> Model(Run run, Dictionary<string, object?> row, ModelSummary model, Dictionary<string, object?>[] metrics, FrameRow[] categories)
    {
        string? first = model.Metrics.Count > 0 ? model.Metrics[0].Metric : null;
        foreach (string name in metrics.Length > 0 ? metrics[0].Keys.Where(name => name is "mean" or "se" or "ci_low" or "ci_high" or "method" or "missing" or "consistency") : ["mean", "se", "ci_low", "ci_high", "method", "missing", "consistency"])
        {
            row[name] = metrics.Length > 0 ? metrics[0][name] : null;
        }

        return row.With(new
        {
            run.Plan.Candidates.First(candidate => candidate.Name == model.Model).Source,
            ByCategory = categories.Where(category => category.Text("category") is not null)
                .ToDictionary(category => category.Text("category")!, category => first is null ? null : category.Number(first), StringComparer.Ordinal),
            model.ErrorTypes,
            model.RetryTypes,
            model.FinishReasons,
            FirstError = FirstError(run, model)?.ErrorMessage,
            MissingReasons = first is null ? null : model.Metrics[0].MissingReasons,
            model.LatencyMs,
            model.TimeToFirstTokenMs,
            Tokens = new { Input = model.InputTokens, Output = model.OutputTokens, AnswersWithoutUsage = model.WithoutUsage, OutputPerSecond = model.OutputTokensPerSecond },
            Metrics = metrics.Zip(model.Metrics, (metric, summary) => metric.With(new
            {
                summary.Info,
                summary.Estimate,
                summary.MissingReasons,
                summary.Bounds,
                Agreement = summary.Consistency,
            })).ToArray(),
        });
    }

    // The worst of them, by how much.
    private static string OverLimit(Run run, ModelSummary model) =>
        model.Marked("over_limit") > 0 && run.Plan.MaxOutputTokens is { } most && run.Answers(model.Model).Max(answer => answer.OutputTokens) is { } longest
            ? string.Create(CultureInfo.InvariantCulture, $" The longest has {longest:N0} tokens where {most:N0} were asked for: the service does not keep to the limit.")
            : "";

    private static Answer? FirstError(Run run, ModelSummary model) => model.Errors == 0 ? null : run.Answers(model.Model).FirstOrDefault(answer => answer.IsError);
}
