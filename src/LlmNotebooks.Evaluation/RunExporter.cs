using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using LlmNotebooks.Csv;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Writes answers out one by one; both formats have the same names.</summary>
internal static class RunExporter
{
    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Name, Func<Answer, object?> Value)[] Columns =
    [
        ("model", a => a.Model),
        ("sample", a => a.SampleId),
        ("sample_hash", a => a.SampleHash),
        ("category", a => a.Category),
        ("cluster", a => a.Cluster),
        ("template", a => a.Template),
        ("repetition", a => a.Repetition),
        ("seed", a => a.Seed),
        ("started_at", a => StoreTime.Format(a.StartedAt)),
        ("latency_ms", a => a.LatencyMs),
        ("time_to_first_token_ms", a => a.TimeToFirstTokenMs),
        ("input_tokens", a => a.InputTokens),
        ("output_tokens", a => a.OutputTokens),
        ("cached_input_tokens", a => a.CachedInputTokens),
        ("reasoning_tokens", a => a.ReasoningTokens),
        ("finish_reason", a => a.FinishReason),
        ("marks", a => a.Marks.Count == 0 ? null : string.Join(' ', a.Marks)),
        ("model_id", a => a.ModelId),
        ("answered_by", a => a.AnsweredBy),
        ("response_id", a => a.ResponseId),
        ("input", a => a.Input),
        ("target", a => a.Target),
        ("answer", a => a.Text),
        ("reasoning", a => a.Reasoning),
        ("refusal", a => a.Refusal),
        ("error_type", a => a.ErrorType),
        ("error_message", a => a.ErrorMessage),
        ("attempts", a => a.Retried.Count + 1),
        ("retried", a => a.Retried.Count == 0 ? null : string.Join(' ', a.Retried)),
        ("waited_ms", a => a.WaitedMs),
        ("service_cost_usd", a => a.ServiceCostUsd),
        ("usage", a => a.Usage.Count == 0 ? null : a.Usage),
    ];

    public static async Task<int> WriteAsync(Run run, TextWriter writer, ExportFormat format, ExportOptions options, CancellationToken cancellationToken)
    {
        FormulaGuard guard = new(options.KeepFormulas);
        if (format == ExportFormat.Csv) { await writer.WriteAsync(((options.ByteOrderMark ? "\uFEFF" : string.Empty) + CsvHeader(run)).AsMemory(), cancellationToken).ConfigureAwait(false); }
        foreach (Answer answer in run.Answers())
        {
            string line = format == ExportFormat.Csv ? CsvLine(run, answer, guard) : JsonLine(run, answer);
            await writer.WriteAsync(line.AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        return guard.Guarded;
    }

    private static string CsvHeader(Run run) =>
        CsvWriter.Record(["run", .. Columns.Select(column => column.Name), .. run.Metrics.SelectMany(metric => (string[])[metric.Name, metric.Name + "_reason"])]);

    private static string CsvLine(Run run, Answer answer, FormulaGuard guard) =>
        CsvWriter.Record([run.Id, .. Columns.Select(column => Text(column.Value(answer), guard)), .. run.Metrics.SelectMany(metric => Fields(answer, metric.Name, guard))]);

    private static string?[] Fields(Answer answer, string metric, FormulaGuard guard) =>
        answer.Scores.TryGetValue(metric, out Score? score) ? [Text(score.Value, guard), guard.Safe(score.Reason)] : [null, null];

    private static string? Text(object? value, FormulaGuard guard) => value is null ? null : value is string text ? guard.Safe(text) : value is IReadOnlyDictionary<string, long> counts ? StoreJson.Write(counts) : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static string JsonLine(Run run, Answer answer)
    {
        JsonObject line = new() { ["run"] = run.Id };
        foreach ((string name, Func<Answer, object?> value) in Columns) { line[name] = Node(value(answer)); }
        JsonObject scores = [];
        foreach ((string metric, Score score) in answer.Scores) { scores[metric] = new JsonObject { ["value"] = score.Value, ["reason"] = score.Reason }; }
        line["scores"] = scores;
        return line.ToJsonString(Readable) + "\n";
    }

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        IReadOnlyDictionary<string, long> counts => new JsonObject(counts.Select(count => KeyValuePair.Create<string, JsonNode?>(count.Key, count.Value))),
        _ => throw new InvalidOperationException($"A column holds a {value.GetType().Name}."),
    };
}
