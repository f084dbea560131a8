using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>The prepared statements that store answers and scores, an answer in the place of a failure where they are told to.</summary>
internal sealed class AnswerStatements : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _answer;
    private readonly SqliteParameter[] _answerSlots;
    private readonly SqliteCommand _score;
    private readonly SqliteParameter[] _scoreSlots;
    private readonly SqliteCommand? _forget;
    private readonly SqliteParameter[] _forgetSlots = [];

    public AnswerStatements(SqliteConnection connection, long run, bool replacesErrors)
    {
        _connection = connection;
        string[] names = [.. AnswerColumns.All.Select(column => column.Name)];
        _answer = connection.Command(
            $"INSERT INTO answers (run, {string.Join(", ", names)}) VALUES ($run, {string.Join(", ", names.Select(name => "$" + name))})").With("$run", run);
        _answerSlots = [.. names.Select(name => _answer.Slot("$" + name))];
        _score = connection.Command(
            """
            INSERT OR REPLACE INTO scores (scoring, answer, metric, value, reason, judge, input_tokens, output_tokens)
            VALUES ($scoring, $answer, $metric, $value, $reason, $judge, $input, $output)
            """);
        _scoreSlots = [.. ((string[])["$scoring", "$answer", "$metric", "$value", "$reason", "$judge", "$input", "$output"]).Select(_score.Slot)];
        if (!replacesErrors) { return; }
        const string Failure = "run = $run AND candidate = $candidate AND sample = $sample AND repetition = $repetition AND error_type IS NOT NULL";
        _forget = connection.Command(
            $"""
            DELETE FROM scores WHERE scoring IN (SELECT key FROM scorings WHERE run = $run) AND answer IN (SELECT key FROM answers WHERE {Failure});
            DELETE FROM answers WHERE {Failure}
            """).With("$run", run);
        _forgetSlots = [.. ((string[])["$candidate", "$sample", "$repetition"]).Select(_forget.Slot)];
    }

    /// <summary>Stores an answer and gives it its key.</summary>
    public void Insert(AnswerRow row, SqliteTransaction transaction)
    {
        if (_forget is not null)
        {
            _forget.Transaction = transaction;
            Set(_forgetSlots, row.Candidate, row.Sample, row.Repetition);
            _forget.ExecuteNonQuery();
        }

        _answer.Transaction = transaction;
        for (int i = 0; i < _answerSlots.Length; i++) { _answerSlots[i].Set(AnswerColumns.All[i].Value(row)); }
        _answer.ExecuteNonQuery();
        row.Key = SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle);
    }

    /// <summary>Stores the scores of an answer.</summary>
    public void Insert(long scoring, long answer, IReadOnlyList<Score> scores, SqliteTransaction transaction)
    {
        _score.Transaction = transaction;
        for (int metric = 0; metric < scores.Count; metric++)
        {
            Score score = scores[metric];
            Set(_scoreSlots, scoring, answer, metric, score.Value, score.Reason, score.Judge, score.Usage?.InputTokenCount, score.Usage?.OutputTokenCount);
            _score.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _answer.Dispose();
        _score.Dispose();
        _forget?.Dispose();
    }

    private static void Set(SqliteParameter[] slots, params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < slots.Length; i++) { slots[i].Set(values[i]); }
    }
}
