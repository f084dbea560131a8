using System.Globalization;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Output;

/// <summary>A run for people and for machines.</summary>
internal static class RunReport
{
    /// <summary>The run as one JSON value: the plan in brief, then each model.</summary>
    public static object Json(Run run, double confidence)
    {
        ILookup<string, ModelSummary> categories = run.SummarizeCategories(confidence).ToLookup(summary => summary.Model, StringComparer.Ordinal);
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
            Models = run.SummarizeModels(confidence).Select(model => Model(run, model, [.. categories[model.Model]])),
        };
    }

    /// <summary>The run as tables: one of the models, one of their scores by category.</summary>
    public static void Write(Run run, double confidence, TextWriter output)
    {
        output.WriteLine($"Run {run.Id} in {run.StorePath}: {run.Plan.DatasetName}, {run.Plan.Samples:N0} samples, {run.Info.Answers:N0} of {run.Plan.Calls:N0} answers, {run.Status}");
        IReadOnlyList<ModelSummary> models = run.SummarizeModels(confidence);
        foreach (RunMetric metric in run.Metrics) { WriteModels(models, metric.Name, confidence, output); }
        WriteCategories(run, confidence, output);
        foreach (ModelSummary model in models)
        {
            foreach (MetricSummary score in model.Metrics.Where(score => score.Missing > model.Errors))
            {
                output.WriteLine($"{model.Model}: {score.Metric} is missing for {string.Join(", ", score.MissingReasons.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}.");
            }

            if (model.Retries > 0) { output.WriteLine($"{model.Model}: {model.Retries:N0} attempts were retried after {string.Join(", ", model.RetryTypes.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}."); }
            if (FirstError(run, model) is not { } first) { continue; }
            output.WriteLine($"{model.Model}: {string.Join(", ", model.ErrorTypes.Select(reason => $"{reason.Count:N0} × {reason.Reason}"))}. The first, at sample {first.SampleId}: {first.ErrorMessage}");
        }
    }

    private static void WriteModels(IReadOnlyList<ModelSummary> models, string metric, double confidence, TextWriter output)
    {
        TextTable table = new TextTable().Text("model").Number(metric).Number("SE").Number(string.Create(CultureInfo.InvariantCulture, $"{100 * confidence:0.###}% interval")).Number("samples").Number("clusters")
            .Number("errors").Number("missing").Number("consistency").Number("mean ms").Number("median ms").Number("p95 ms").Number("answer tokens");
        foreach (ModelSummary model in models)
        {
            MetricSummary score = model.Metric(metric);
            table.Row(
                model.Model, TextTable.Fixed(score.Mean, 3), TextTable.Fixed(score.Estimate.Se, 3),
                score.Estimate.Interval is { } interval ? $"{interval.Lower:F3} to {interval.Upper:F3}" : null,
                TextTable.Whole(model.Samples), TextTable.Whole(model.Clusters), TextTable.Whole(model.Errors), TextTable.Whole(score.Missing), TextTable.Fixed(score.Consistency?.EqualVerdicts, 3),
                TextTable.Fixed(model.LatencyMs?.Mean, 1), TextTable.Fixed(model.LatencyMs?.Median, 1), TextTable.Fixed(model.LatencyMs?.P95, 1), TextTable.Whole(model.OutputTokens));
        }

        table.Write(output);
    }

    private static void WriteCategories(Run run, double confidence, TextWriter output)
    {
        ModelSummary[] cells = [.. run.SummarizeCategories(confidence)];
        string[] categories = [.. cells.Select(cell => cell.Category ?? "").Distinct().Where(category => category.Length > 0)];
        if (categories.Length == 0 || run.Metrics.Count == 0) { return; }
        TextTable table = new TextTable().Text($"{run.Metrics[0].Name} by category");
        foreach (string category in categories) { table.Number(category); }
        foreach (string model in run.Plan.Candidates.Select(candidate => candidate.Name))
        {
            table.Row([model, .. categories.Select(category => TextTable.Fixed(
                Array.Find(cells, cell => cell.Model == model && cell.Category == category)?.Metric(run.Metrics[0].Name).Mean, 3))]);
        }

        table.Write(output);
    }

    private static Answer? FirstError(Run run, ModelSummary model) => model.Errors == 0 ? null : run.Answers(model.Model).FirstOrDefault(answer => answer.IsError);

    private static object Model(Run run, ModelSummary model, IReadOnlyList<ModelSummary> categories)
    {
        MetricSummary? first = model.Metrics.Count > 0 ? model.Metrics[0] : null;
        return new
        {
            model.Model,
            run.Plan.Candidates.First(candidate => candidate.Name == model.Model).Source,
            first?.Mean,
            Se = first?.Estimate.Se,
            CiLow = first?.Estimate.Interval?.Lower,
            CiHigh = first?.Estimate.Interval?.Upper,
            ByCategory = categories.Where(category => !string.IsNullOrEmpty(category.Category))
                .ToDictionary(category => category.Category!, category => category.Metrics.Count > 0 ? category.Metrics[0].Mean : null, StringComparer.Ordinal),
            model.Calls,
            model.Samples,
            model.Clusters,
            model.Errors,
            model.ErrorRate,
            model.ErrorTypes,
            model.Retries,
            model.RetryTypes,
            FirstError = FirstError(run, model)?.ErrorMessage,
            Missing = first?.Missing,
            MissingReasons = first?.MissingReasons,
            Consistency = first?.Consistency?.EqualVerdicts,
            model.LatencyMs,
            model.TimeToFirstTokenMs,
            Tokens = new { Input = model.InputTokens, Output = model.OutputTokens, AnswersWithoutUsage = model.WithoutUsage, OutputPerSecond = model.OutputTokensPerSecond },
            model.Metrics,
        };
    }
}
