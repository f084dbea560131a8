using System.Globalization;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The one table of the columns of an answer, from which schema, migration, insert, select and copy follow.</summary>
internal static class AnswerColumns
{
    private const double UnknownLatency = -1;

    public static IReadOnlyList<AnswerColumn> All { get; } =
    [
        AnswerColumn.Whole("candidate", 1, row => row.Candidate, (row, value) => row.Candidate = (int)value!).Required(),
        AnswerColumn.Whole("sample", 1, row => row.Sample, (row, value) => row.Sample = (int)value!).Required(),
        AnswerColumn.Whole("repetition", 1, row => row.Repetition, (row, value) => row.Repetition = (int)value!).Required(),
        AnswerColumn.Whole("seed", 1, row => row.Seed, (row, value) => row.Seed = value!.Value).Required(),
        AnswerColumn.Text("started", 1, row => StoreTime.Format(row.StartedAt), (row, value) => row.StartedAt = StoreTime.Parse(value!)).Required(),
        // The first schema takes no null here: what an imported log does not tell is stored as a time that there cannot be.
        AnswerColumn.Real("latency_ms", 1, row => row.LatencyMs ?? UnknownLatency, (row, value) => row.LatencyMs = value >= 0 ? value : null).Required(),
        AnswerColumn.Real("first_token_ms", 1, row => row.TimeToFirstTokenMs, (row, value) => row.TimeToFirstTokenMs = value),
        AnswerColumn.Whole("input_tokens", 1, row => row.InputTokens, (row, value) => row.InputTokens = value),
        AnswerColumn.Whole("output_tokens", 1, row => row.OutputTokens, (row, value) => row.OutputTokens = value),
        AnswerColumn.Whole("cached_input_tokens", 2, row => row.CachedInputTokens, (row, value) => row.CachedInputTokens = value),
        AnswerColumn.Whole("reasoning_tokens", 2, row => row.ReasoningTokens, (row, value) => row.ReasoningTokens = value),
        AnswerColumn.Text("text", 1, row => row.Text, (row, value) => row.Text = value, isLong: true),
        AnswerColumn.Text("finish_reason", 1, row => row.FinishReason, (row, value) => row.FinishReason = value),
        AnswerColumn.Text("model_id", 1, row => row.ModelId, (row, value) => row.ModelId = value),
        AnswerColumn.Text("error_type", 1, row => row.ErrorType, (row, value) => row.ErrorType = value),
        AnswerColumn.Text("error_message", 1, row => row.ErrorMessage, (row, value) => row.ErrorMessage = value, isLong: true),
        AnswerColumn.Text("retried", 3, row => row.Retried, (row, value) => row.Retried = value),
        AnswerColumn.Real("waited_ms", 3, row => row.WaitedMs, (row, value) => row.WaitedMs = value),
        AnswerColumn.Text("reasoning", 4, row => row.Reasoning, (row, value) => row.Reasoning = value, isLong: true),
        AnswerColumn.Text("refusal", 4, row => row.Refusal, (row, value) => row.Refusal = value, isLong: true),
        AnswerColumn.Text("response", 4, row => row.Response, (row, value) => row.Response = value, isLong: true),
        AnswerColumn.Text("usage", 4, row => row.Usage, (row, value) => row.Usage = value, isLong: true),
        AnswerColumn.Text("response_id", 4, row => row.ResponseId, (row, value) => row.ResponseId = value),
        AnswerColumn.Text("answered_by", 4, row => row.AnsweredBy, (row, value) => row.AnsweredBy = value),
        AnswerColumn.Text("marks", 5, row => row.Marks, (row, value) => row.Marks = value),
        AnswerColumn.Text("service_cost_usd", 5, row => row.ServiceCostUsd?.ToString(CultureInfo.InvariantCulture), (row, value) => row.ServiceCostUsd = value is null ? null : decimal.Parse(value, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The columns of a new table.</summary>
    public static string Definition => string.Join(",\n    ", All.Select(column => $"{column.Name} {column.Type}"));

    /// <summary>What a version added to the one before.</summary>
    public static IEnumerable<(int Since, string Change)> Changes =>
        All.Where(column => column.Since > 1).Select(column => (column.Since, $"ALTER TABLE answers ADD COLUMN {column.Name} {column.Type}"));

    /// <summary>Columns to select from a store of some version, of the table named a; what it does not have is missing.</summary>
    public static string Selection(IEnumerable<AnswerColumn> columns, int version) =>
        string.Join(", ", columns.Select(column => column.Since <= version ? $"a.{column.Name}" : "NULL"));
}
