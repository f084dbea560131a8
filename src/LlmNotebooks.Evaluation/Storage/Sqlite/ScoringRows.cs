using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Reads and writes the rows about scorings.</summary>
internal static class ScoringRows
{
    /// <summary>The scorings of a run; before version 4 the plan's metrics are its only one.</summary>
    public static IReadOnlyList<ScoringInfo> List(SqliteConnection connection, long run, SqliteTransaction? transaction = null)
    {
        if (StoreSchema.VersionOf(connection, transaction) < 4) { return OfPlan(connection, run); }
        using SqliteCommand command = connection.Command(
            """
            SELECT c.key, c.number, c.metrics, c.status, c.started, c.ended, c.owner,
                   (SELECT count(*) FROM scores s WHERE s.scoring = c.key AND s.metric = 0),
                   (SELECT coalesce(sum(input_tokens), 0) FROM scores s WHERE s.scoring = c.key),
                   (SELECT coalesce(sum(output_tokens), 0) FROM scores s WHERE s.scoring = c.key),
                   (SELECT group_concat(DISTINCT judge) FROM scores s WHERE s.scoring = c.key)
            FROM scorings c WHERE c.run = $run ORDER BY c.number
            """, transaction).With("$run", run);
        using SqliteDataReader reader = command.ExecuteReader();
        List<ScoringInfo> scorings = [];
        while (reader.Read())
        {
            scorings.Add(new ScoringInfo
            {
                Key = reader.GetInt64(0),
                Number = reader.GetInt32(1),
                Metrics = StoreJson.Read<MetricInfo[]>(reader.GetString(2), connection.DataSource),
                Status = RunRows.Status(reader.GetString(3), reader.Text(6), connection.DataSource),
                StartedAt = StoreTime.Parse(reader.GetString(4)),
                EndedAt = reader.Text(5) is { } ended ? StoreTime.Parse(ended) : null,
                Answers = reader.GetInt64(7),
                InputTokens = reader.GetInt64(8),
                OutputTokens = reader.GetInt64(9),
                Judges = reader.Text(10)?.Split(',') ?? [],
            });
        }

        return scorings;
    }

    public static long Insert(SqliteConnection connection, SqliteTransaction transaction, long run, int number, IReadOnlyList<MetricInfo> metrics, DateTimeOffset now)
    {
        using SqliteCommand command = connection.Command(
            "INSERT INTO scorings (run, number, metrics, status, started, owner) VALUES ($run, $number, $metrics, $status, $started, $owner) RETURNING key", transaction)
            .With("$run", run)
            .With("$number", number)
            .With("$metrics", StoreJson.Write(metrics))
            .With("$status", RunRows.StatusText(RunStatus.Running))
            .With("$started", StoreTime.Format(now))
            .With("$owner", StoreJson.Write(RunOwner.Current));
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Whose process makes a scoring, where one does.</summary>
    public static RunOwner? Owner(SqliteConnection connection, long scoring, SqliteTransaction transaction)
    {
        using SqliteCommand command = connection.Command("SELECT owner FROM scorings WHERE key = $key AND status = 'running'", transaction).With("$key", scoring);
        return command.ExecuteScalar() is string owner ? StoreJson.Read<RunOwner>(owner, connection.DataSource) : null;
    }

    /// <remarks>A process that ends leaves another's mark alone, which took over meanwhile.</remarks>
    public static void SetStatus(SqliteConnection connection, long scoring, RunStatus status, DateTimeOffset? ended, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.Command("UPDATE scorings SET status = $status, ended = $ended, owner = $owner WHERE key = $key AND ($owner IS NOT NULL OR owner IS NULL OR owner = $mine)", transaction)
            .With("$status", RunRows.StatusText(status))
            .With("$ended", ended is null ? null : StoreTime.Format(ended.Value))
            .With("$owner", status == RunStatus.Running ? StoreJson.Write(RunOwner.Current) : null)
            .With("$mine", StoreJson.Write(RunOwner.Current))
            .With("$key", scoring);
        command.ExecuteNonQuery();
    }

    private static IReadOnlyList<ScoringInfo> OfPlan(SqliteConnection connection, long run)
    {
        RunInfo info = RunRows.Find(connection, run);
        return info.Plan.Metrics.Count == 0 ? [] :
        [
            new ScoringInfo
            {
                Number = 1,
                Metrics = info.Plan.Metrics,
                Status = info.Status,
                StartedAt = info.StartedAt,
                EndedAt = info.EndedAt,
                Answers = info.Answers,
            },
        ];
    }
}
