using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Streams answers out of the store, one in memory at a time.</summary>
internal static class AnswerReader
{
    /// <summary>Answers by candidate, sample, repetition.</summary>
    public static IEnumerable<AnswerRow> Read(string path, long run, AnswerQuery query) => StoreFailure.Guard(path, Rows(path, run, query));

    private static IEnumerable<AnswerRow> Rows(string path, long run, AnswerQuery query)
    {
        using SqliteConnection connection = StoreSchema.OpenReadable(path);
        // One snapshot, though a run may be going on.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        int version = StoreSchema.VersionOf(connection, transaction);
        AnswerColumn[] columns = [.. AnswerColumns.All.Where(column => query.WithTexts || !column.IsText)];
        using SqliteCommand command = connection.Command(Select(columns, version, query), transaction).With("$run", run);
        if (query.Candidate is { } candidate) { command.With("$candidate", candidate); }
        if (query.Sample is { } sample) { command.With("$sample", sample); }
        if (query.Unscored is { } unscored && version >= 4) { command.With("$unscored", unscored); }
        using SqliteDataReader reader = command.ExecuteReader();
        AnswerRow? row = null;
        List<ScoreRow> scores = [];
        int first = columns.Length + 1;
        while (reader.Read())
        {
            if (row is null || reader.GetInt64(0) != row.Key)
            {
                if (row is not null) { yield return Whole(row, scores); }
                row = Answer(reader, columns);
                scores = [];
            }

            if (query.WithScores && !reader.IsDBNull(first)) { scores.Add(new ScoreRow(reader.GetInt32(first), reader.GetInt32(first + 1), reader.Real(first + 2), reader.Text(first + 3))); }
        }

        if (row is not null) { yield return Whole(row, scores); }
    }

    private static string Select(AnswerColumn[] columns, int version, AnswerQuery query)
    {
        // Before version 4 a score belonged to the plan: the run's only scoring.
        string scores = version >= 4
            ? " LEFT JOIN scorings c ON c.run = a.run LEFT JOIN scores s ON s.scoring = c.key AND s.answer = a.key"
            : " LEFT JOIN scores s ON s.answer = a.key";
        string number = version >= 4 ? "CASE WHEN s.answer IS NULL THEN NULL ELSE c.number END" : "CASE WHEN s.answer IS NULL THEN NULL ELSE 1 END";
        string unscored = query.Unscored is null ? "" : version >= 4
            ? " AND NOT EXISTS (SELECT 1 FROM scores u JOIN scorings w ON w.key = u.scoring WHERE w.run = a.run AND w.number = $unscored AND u.answer = a.key)"
            : " AND NOT EXISTS (SELECT 1 FROM scores u WHERE u.answer = a.key)";
        return $"""
            SELECT a.key, {AnswerColumns.Selection(columns, version)}{(query.WithScores ? $", {number}, s.metric, s.value, s.reason" : "")}
            FROM answers a{(query.WithScores ? scores : "")}
            WHERE a.run = $run{(query.Candidate is null ? "" : " AND a.candidate = $candidate")}{OfSample(query)}{unscored}
            ORDER BY a.candidate, a.sample, a.repetition
            """;
    }

    // The index has candidates before samples: without one of them the whole run would be looked through.
    private static string OfSample(AnswerQuery query) =>
        query.Sample is null ? ""
        : query.Candidate is not null ? " AND a.sample = $sample"
        : """
           AND a.sample = $sample AND a.candidate IN (
              WITH RECURSIVE candidates (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM candidates WHERE n < (SELECT max(candidate) FROM answers WHERE run = $run))
              SELECT n FROM candidates)
          """;

    private static AnswerRow Answer(SqliteDataReader reader, AnswerColumn[] columns)
    {
        AnswerRow row = new() { Key = reader.GetInt64(0) };
        for (int i = 0; i < columns.Length; i++) { columns[i].Set(row, reader, i + 1); }
        return row;
    }

    private static AnswerRow Whole(AnswerRow row, List<ScoreRow> scores)
    {
        row.Scores = scores;
        return row;
    }
}
