using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The two prepared statements that store an answer and its scores.</summary>
internal sealed class AnswerStatements : IDisposable
{
    private readonly SqliteCommand _answer;
    private readonly SqliteParameter[] _answerSlots;
    private readonly SqliteCommand _score;
    private readonly SqliteParameter[] _scoreSlots;

    public AnswerStatements(SqliteConnection connection, long run)
    {
        _answer = connection.Command(
            """
            INSERT INTO answers (run, candidate, sample, repetition, seed, started, latency_ms, first_token_ms, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens,
                                 text, finish_reason, model_id, error_type, error_message)
            VALUES ($run, $candidate, $sample, $repetition, $seed, $started, $latency, $first, $input, $output, $cached, $reasoning,
                    $text, $finish, $model, $errorType, $errorMessage)
            RETURNING key
            """).With("$run", run);
        _answerSlots = Slots(_answer, "$candidate", "$sample", "$repetition", "$seed", "$started", "$latency", "$first", "$input", "$output", "$cached", "$reasoning", "$text", "$finish", "$model", "$errorType", "$errorMessage");
        _score = connection.Command("INSERT INTO scores (answer, metric, value, reason) VALUES ($answer, $metric, $value, $reason)");
        _scoreSlots = Slots(_score, "$answer", "$metric", "$value", "$reason");
    }

    public void Insert(AnswerRow row, SqliteTransaction transaction)
    {
        _answer.Transaction = transaction;
        Set(
            _answerSlots, row.Candidate, row.Sample, row.Repetition, row.Seed, StoreTime.Format(row.StartedAt), row.LatencyMs, row.TimeToFirstTokenMs,
            row.InputTokens, row.OutputTokens, row.CachedInputTokens, row.ReasoningTokens, row.Text, row.FinishReason, row.ModelId, row.ErrorType, row.ErrorMessage);
        object key = _answer.ExecuteScalar()!;

        _score.Transaction = transaction;
        for (int metric = 0; metric < row.Scores.Count; metric++)
        {
            Score score = row.Scores[metric];
            Set(_scoreSlots, key, metric, score.Value, score.Reason);
            _score.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _answer.Dispose();
        _score.Dispose();
    }

    private static SqliteParameter[] Slots(SqliteCommand command, params string[] names) => [.. names.Select(command.Slot)];

    private static void Set(SqliteParameter[] slots, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < slots.Length; i++) { slots[i].Set(values[i]); }
    }
}
