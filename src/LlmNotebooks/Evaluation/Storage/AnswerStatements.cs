using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The two prepared statements that store an answer and its scores.</summary>
internal sealed class AnswerStatements : IDisposable
{
    private readonly SqliteCommand _answer;
    private readonly SqliteCommand _score;

    public AnswerStatements(SqliteConnection connection, long run)
    {
        _answer = connection.Command(
            """
            INSERT INTO answers (run, candidate, sample, repetition, seed, started, latency_ms, first_token_ms, input_tokens, output_tokens,
                                 text, finish_reason, model_id, error_type, error_message)
            VALUES ($run, $candidate, $sample, $repetition, $seed, $started, $latency, $first, $input, $output,
                    $text, $finish, $model, $errorType, $errorMessage)
            RETURNING key
            """);
        _answer.With("$run", run);
        foreach (string name in (string[])["$candidate", "$sample", "$repetition", "$seed", "$started", "$latency", "$first", "$input", "$output", "$text", "$finish", "$model", "$errorType", "$errorMessage"])
        {
            _answer.With(name, null);
        }

        _score = connection.Command("INSERT INTO scores (answer, metric, value, reason) VALUES ($answer, $metric, $value, $reason)")
            .With("$answer", null).With("$metric", null).With("$value", null).With("$reason", null);
    }

    public void Insert(AnswerRow row, SqliteTransaction transaction)
    {
        _answer.Transaction = transaction;
        Set(_answer, "$candidate", row.Candidate);
        Set(_answer, "$sample", row.Sample);
        Set(_answer, "$repetition", row.Repetition);
        Set(_answer, "$seed", row.Seed);
        Set(_answer, "$started", StoreTime.Format(row.StartedAt));
        Set(_answer, "$latency", row.LatencyMs);
        Set(_answer, "$first", row.TimeToFirstTokenMs);
        Set(_answer, "$input", row.InputTokens);
        Set(_answer, "$output", row.OutputTokens);
        Set(_answer, "$text", row.Text);
        Set(_answer, "$finish", row.FinishReason);
        Set(_answer, "$model", row.ModelId);
        Set(_answer, "$errorType", row.ErrorType);
        Set(_answer, "$errorMessage", row.ErrorMessage);
        long key = (long)_answer.ExecuteScalar()!;

        _score.Transaction = transaction;
        Set(_score, "$answer", key);
        for (int metric = 0; metric < row.Scores.Count; metric++)
        {
            Score score = row.Scores[metric];
            Set(_score, "$metric", metric);
            Set(_score, "$value", score.Value);
            Set(_score, "$reason", score.Reason);
            _score.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _answer.Dispose();
        _score.Dispose();
    }

    private static void Set(SqliteCommand command, string name, object? value) => command.Parameters[name].Value = value ?? DBNull.Value;
}
