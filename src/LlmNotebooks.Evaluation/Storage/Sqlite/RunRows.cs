using System.Text.Json;
using LlmNotebooks.Datasets;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Reads and writes the rows about runs and their samples; a transaction holds the ones written together.</summary>
internal static class RunRows
{
    private static string SelectRuns(int version) =>
        $"""
        SELECT r.key, r.id, r.name, r.status, r.plan, r.environment, r.started, r.ended,
               (SELECT count(*) FROM answers a WHERE a.run = r.key),
               (SELECT count(*) FROM answers a WHERE a.run = r.key AND a.error_type IS NOT NULL),
               {(version >= 3 ? "r.owner, r.replay_of" : "NULL, NULL")}
        FROM runs r
        """;

    public static IReadOnlyList<RunInfo> List(SqliteConnection connection)
    {
        using SqliteCommand command = connection.Command(SelectRuns(StoreSchema.VersionOf(connection)) + " ORDER BY r.started, r.key");
        using SqliteDataReader reader = command.ExecuteReader();
        List<RunInfo> runs = [];
        while (reader.Read()) { runs.Add(Read(reader, connection.DataSource)); }
        return runs;
    }

    public static (long Key, RunInfo Info)? Find(SqliteConnection connection, string id, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.Command(SelectRuns(StoreSchema.VersionOf(connection, transaction)) + " WHERE r.id = $id", transaction).With("$id", id);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetInt64(0), Read(reader, connection.DataSource)) : null;
    }

    public static RunInfo Find(SqliteConnection connection, long key)
    {
        using SqliteCommand command = connection.Command(SelectRuns(StoreSchema.VersionOf(connection)) + " WHERE r.key = $key").With("$key", key);
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? Read(reader, connection.DataSource) : throw new InvalidOperationException($"There is no run with key {key}.");
    }

    public static long Insert(SqliteConnection connection, SqliteTransaction transaction, RunInfo run, Dataset dataset)
    {
        using SqliteCommand command = connection.Command(
            """
            INSERT INTO runs (id, name, status, dataset, plan, environment, started, owner, replay_of)
            VALUES ($id, $name, $status, $dataset, $plan, $environment, $started, $owner, $replayOf) RETURNING key
            """, transaction)
            .With("$id", run.Id)
            .With("$name", run.Name)
            .With("$status", StatusText(run.Status))
            .With("$dataset", DatasetKey(connection, transaction, dataset))
            .With("$plan", StoreJson.Write(run.Plan))
            .With("$environment", StoreJson.Write(run.Environment))
            .With("$started", StoreTime.Format(run.StartedAt))
            .With("$owner", StoreJson.Write(RunOwner.Current))
            .With("$replayOf", run.ReplayOf);
        return (long)command.ExecuteScalar()!;
    }

    /// <remarks>A process that ends leaves another's mark alone, which took over meanwhile.</remarks>
    public static void SetStatus(SqliteConnection connection, long run, RunStatus status, DateTimeOffset? ended, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.Command("UPDATE runs SET status = $status, ended = $ended, owner = $owner WHERE key = $run AND ($owner IS NOT NULL OR owner IS NULL OR owner = $mine)", transaction)
            .With("$status", StatusText(status))
            .With("$ended", ended is null ? null : StoreTime.Format(ended.Value))
            .With("$owner", status == RunStatus.Running ? StoreJson.Write(RunOwner.Current) : null)
            .With("$mine", StoreJson.Write(RunOwner.Current))
            .With("$run", run);
        command.ExecuteNonQuery();
    }

    /// <summary>The samples of a run's dataset, in its order.</summary>
    public static IEnumerable<Sample> Samples(SqliteConnection connection, long run)
    {
        string more = StoreSchema.VersionOf(connection) >= 3 ? "s.more" : "NULL";
        using SqliteCommand command = connection.Command(
            $"""
            SELECT s.id, s.input, s.target, s.category, s.cluster, s.template, s.metadata, {more}
            FROM samples s JOIN runs r ON r.dataset = s.dataset WHERE r.key = $run ORDER BY s.ordinal
            """).With("$run", run);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            Sample sample = new(reader.GetString(0), reader.GetString(1))
            {
                Target = reader.Text(2),
                Category = reader.Text(3),
                Cluster = reader.Text(4),
                Template = reader.Text(5),
            };
            if (reader.Text(6) is { } metadata) { sample = sample with { Metadata = StoreJson.Read<Dictionary<string, JsonElement>>(metadata, connection.DataSource) }; }
            yield return reader.Text(7) is { } rest ? StoreJson.Read<SampleDetails>(rest, connection.DataSource).AddTo(sample) : sample;
        }
    }

    /// <summary>The same without texts.</summary>
    public static IEnumerable<SampleFacts> SampleFacts(SqliteConnection connection, long run)
    {
        using SqliteCommand command = connection.Command(
            """
            SELECT s.ordinal, s.id, s.category, s.cluster, s.template IS NOT NULL
            FROM samples s JOIN runs r ON r.dataset = s.dataset WHERE r.key = $run ORDER BY s.ordinal
            """).With("$run", run);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read()) { yield return new SampleFacts(reader.GetInt32(0), reader.GetString(1), reader.Text(2), reader.Text(3), reader.GetBoolean(4)); }
    }

    // Samples are stored once a dataset, however many runs share it.
    private static long DatasetKey(SqliteConnection connection, SqliteTransaction transaction, Dataset dataset)
    {
        using SqliteCommand find = connection.Command("SELECT key FROM datasets WHERE hash = $hash", transaction).With("$hash", dataset.Hash);
        if (find.ExecuteScalar() is long known) { return known; }
        using SqliteCommand add = connection.Command("INSERT INTO datasets (hash) VALUES ($hash) RETURNING key", transaction).With("$hash", dataset.Hash);
        long key = (long)add.ExecuteScalar()!;
        using SqliteCommand insert = connection.Command(
            """
            INSERT INTO samples (dataset, ordinal, id, hash, input, target, category, cluster, template, metadata, more)
            VALUES ($dataset, $ordinal, $id, $hash, $input, $target, $category, $cluster, $template, $metadata, $more)
            """, transaction).With("$dataset", key);
        SqliteParameter ordinal = insert.Slot("$ordinal"), id = insert.Slot("$id"), hash = insert.Slot("$hash"), input = insert.Slot("$input"), target = insert.Slot("$target");
        SqliteParameter category = insert.Slot("$category"), cluster = insert.Slot("$cluster"), template = insert.Slot("$template"), metadata = insert.Slot("$metadata"), more = insert.Slot("$more");
        using SampleHasher hasher = new();
        foreach ((int place, Sample sample) in dataset.Samples.Index())
        {
            ordinal.Value = place;
            id.Value = sample.Id;
            hash.Value = hasher.Hash(sample);
            input.Value = sample.Input;
            target.Set(sample.Target);
            category.Set(sample.Category);
            cluster.Set(sample.Cluster);
            template.Set(sample.Template);
            metadata.Set(sample.Metadata.Count == 0 ? null : StoreJson.Write(sample.Metadata));
            more.Set(SampleDetails.Of(sample) is { } details ? StoreJson.Write(details) : null);
            insert.ExecuteNonQuery();
        }

        return key;
    }

    /// <summary>Whose process makes a run, where one does.</summary>
    public static RunOwner? Owner(SqliteConnection connection, long run, SqliteTransaction transaction)
    {
        using SqliteCommand command = connection.Command("SELECT owner FROM runs WHERE key = $run AND status = 'running'", transaction).With("$run", run);
        return command.ExecuteScalar() is string owner ? StoreJson.Read<RunOwner>(owner, connection.DataSource) : null;
    }

    private static RunInfo Read(SqliteDataReader reader, string path)
    {
        return new RunInfo(
            reader.GetString(1),
            reader.Text(2),
            Status(reader.GetString(3), reader.Text(10), path),
            Plan(reader.GetString(4), path),
            StoreJson.Read<RunEnvironment>(reader.GetString(5), path),
            StoreTime.Parse(reader.GetString(6)),
            reader.Text(7) is { } ended ? StoreTime.Parse(ended) : null,
            reader.GetInt64(8),
            reader.GetInt64(9))
        {
            ReplayOf = reader.Text(11),
        };
    }

    private static RunPlan Plan(string json, string path)
    {
        RunPlan plan = StoreJson.Read<RunPlan>(json, path);
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("metrics").EnumerateArray().Any(metric => metric.ValueKind == JsonValueKind.String) ? plan with { HasNamesOnly = true } : plan;
    }

    /// <summary>How far something came that a process makes: what a killed one made is interrupted.</summary>
    public static RunStatus Status(string text, string? owner, string path)
    {
        RunStatus status = Enum.Parse<RunStatus>(text, ignoreCase: true);
        return status == RunStatus.Running && owner is not null && StoreJson.Read<RunOwner>(owner, path).IsGone ? RunStatus.Interrupted : status;
    }

    public static string StatusText(RunStatus status) => status.ToString().ToLowerInvariant();
}
