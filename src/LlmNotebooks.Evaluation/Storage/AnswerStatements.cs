using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The prepared statements that store an answer and its scores, in the place of a failure where they are told to.</summary>
internal sealed class AnswerStatements : IDisposable
{
    private readonly SqliteCommand _answer;
    private readonly SqliteParameter[] _answerSlots;
    private readonly SqliteCommand _score;
    private readonly SqliteParameter[] _scoreSlots;
    private readonly SqliteCommand? _forget;
    private readonly SqliteParameter[] _forgetSlots = [];

    public AnswerStatements(SqliteConnection connection, long run, bool replacesErrors)
    {
        _answer = connection.Command(
            """
            INSERT INTO answers (run, candidate, sample, repetition, seed, started, latency_ms, first_token_ms, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens,
                                 text, finish_reason, model_id, error_type, error_message, retried, waited_ms)
            VALUES ($run, $candidate, $sample, $repetition, $seed, $started, $latency, $first, $input, $output, $cached, $reasoning,
                    $text, $finish, $model, $errorType, $errorMessage, $retried, $waited)
            RETURNING key
            """).With("$run", run);
        _answerSlots = Slots(_answer, "$candidate", "$sample", "$repetition", "$seed", "$started", "$latency", "$first", "$input", "$output", "$cached", "$reasoning", "$text", "$finish", "$model", "$errorType", "$errorMessage", "$retried", "$waited");
        _score = connection.Command("INSERT INTO scores (answer, metric, value, reason) VALUES ($answer, $metric, $value, $reason)");
        _scoreSlots = Slots(_score, "$answer", "$metric", "$value", "$reason");
        if (!replacesErrors) { return; }
        const string Failure = "run = $run AND candidate = $candidate AND sample = $sample AND repetition = $repetition AND error_type IS NOT NULL";
        _forget = connection.Command(
            $"""
            DELETE FROM scores WHERE answer IN (SELECT key FROM answers WHERE {Failure});
            DELETE FROM answers WHERE {Failure}
            """).With("$run", run);
        _forgetSlots = Slots(_forget, "$candidate", "$sample", "$repetition");
    }

    public void Insert(AnswerRow row, SqliteTransaction transaction)
    {
        if (_forget is not null)
        {
            _forget.Transaction = transaction;
            Set(_forgetSlots, row.Candidate, row.Sample, row.Repetition);
            _forget.ExecuteNonQuery();
        }

        _answer.Transaction = transaction;
        Set(
            _answerSlots, row.Candidate, row.Sample, row.Repetition, row.Seed, StoreTime.Format(row.StartedAt), row.LatencyMs, row.TimeToFirstTokenMs,
            row.InputTokens, row.OutputTokens, row.CachedInputTokens, row.ReasoningTokens, row.Text, row.FinishReason, row.ModelId, row.ErrorType, row.ErrorMessage,
            row.Retried.Count == 0 ? null : string.Join(',', row.Retried), row.Retried.Count == 0 ? null : row.WaitedMs);
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
        _forget?.Dispose();
    }

    private static SqliteParameter[] Slots(SqliteCommand command, params string[] names) => [.. names.Select(command.Slot)];

    private static void Set(SqliteParameter[] slots, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < slots.Length; i++) { slots[i].Set(values[i]); }
    }
}
