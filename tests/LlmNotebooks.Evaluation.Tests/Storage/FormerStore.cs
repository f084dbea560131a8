using System.Globalization;
using LlmNotebooks.Datasets;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Tests.Storage;

/// <summary>Writes run stores as former versions of the library did, by their schemas.</summary>
internal static class FormerStore
{
    /// <summary>A run "r" of candidate "m" over the dataset, with scores of one metric; the last sample is not answered, the last but one failed.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="version">1 to 3.</param>
    /// <param name="dataset">Its samples; each answered by its own input.</param>
    /// <param name="metric">Name of the metric, by which every answer has 1.</param>
    public static void Write(string path, int version, Dataset dataset, string metric = "exact-match")
    {
        using SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, Tables(version));
        // "LLMN".
        Execute(connection, "PRAGMA application_id = 1280068942");
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version}"));
        Execute(connection, "INSERT INTO datasets (key, hash) VALUES (1, $0)", dataset.Hash);
        for (int i = 0; i < dataset.Samples.Count; i++)
        {
            Sample sample = dataset.Samples[i];
            Execute(connection, "INSERT INTO samples (dataset, ordinal, id, hash, input, target) VALUES (1, $0, $1, $2, $3, $4)", i, sample.Id, sample.Hash, sample.Input, sample.Target);
        }

        string plan = $$"""
            {"datasetName":"{{dataset.Name}}","datasetHash":"{{dataset.Hash}}","samples":{{dataset.Samples.Count}},"candidates":[{"name":"m"}],"metrics":["{{metric}}"],"repetitions":1,"seed":42,"temperature":0,"streaming":true,"concurrency":4,"timeout":"00:01:40"}
            """;
        const string Environment = """{"library":"0.1.0","runtime":".NET 10.0.0","operatingSystem":"Linux","architecture":"X64","processors":2}""";
        Execute(
            connection, "INSERT INTO runs (key, id, status, dataset, plan, environment, started, ended) VALUES (1, 'r', 'interrupted', 1, $0, $1, '2026-01-02T03:04:05.0000000Z', '2026-01-02T03:05:05.0000000Z')",
            plan, Environment);
        for (int i = 0; i < dataset.Samples.Count - 1; i++)
        {
            bool failed = i == dataset.Samples.Count - 2;
            Execute(
                connection,
                "INSERT INTO answers (key, run, candidate, sample, repetition, seed, started, latency_ms, input_tokens, output_tokens, text, finish_reason, error_type, error_message) VALUES ($0, 1, 0, $1, 1, 7, '2026-01-02T03:04:05.0000000Z', 12.5, 3, 4, $2, $3, $4, $5)",
                i + 1, i, failed ? null : dataset.Samples[i].Input, failed ? null : "stop", failed ? "http-500" : null, failed ? "it broke" : null);
            Execute(connection, "INSERT INTO scores (answer, metric, value, reason) VALUES ($0, 0, $1, $2)", i + 1, failed ? null : 1.0, failed ? "no answer: http-500" : null);
        }

        if (version >= 2) { Execute(connection, "UPDATE answers SET cached_input_tokens = 2, reasoning_tokens = 1"); }
        if (version >= 3) { Execute(connection, "UPDATE answers SET retried = 'http-429,timeout', waited_ms = 1500 WHERE sample = 0"); }
    }

    private static string Tables(int version) =>
        $"""
        CREATE TABLE datasets (
            key INTEGER PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE
        );
        CREATE TABLE samples (
            dataset INTEGER NOT NULL REFERENCES datasets (key),
            ordinal INTEGER NOT NULL,
            id TEXT NOT NULL,
            hash TEXT NOT NULL,
            input TEXT NOT NULL,
            target TEXT,
            category TEXT,
            cluster TEXT,
            template TEXT,
            metadata TEXT,
            {(version >= 3 ? "more TEXT," : "")}
            PRIMARY KEY (dataset, ordinal)
        ) WITHOUT ROWID;
        CREATE TABLE runs (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT,
            status TEXT NOT NULL,
            dataset INTEGER NOT NULL REFERENCES datasets (key),
            plan TEXT NOT NULL,
            environment TEXT NOT NULL,
            started TEXT NOT NULL,
            ended TEXT
            {(version >= 3 ? ", owner TEXT, replay_of TEXT" : "")}
        );
        CREATE TABLE answers (
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (key),
            candidate INTEGER NOT NULL,
            sample INTEGER NOT NULL,
            repetition INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            started TEXT NOT NULL,
            latency_ms REAL NOT NULL,
            first_token_ms REAL,
            input_tokens INTEGER,
            output_tokens INTEGER,
            {(version >= 2 ? "cached_input_tokens INTEGER, reasoning_tokens INTEGER," : "")}
            text TEXT,
            finish_reason TEXT,
            model_id TEXT,
            error_type TEXT,
            error_message TEXT,
            {(version >= 3 ? "retried TEXT, waited_ms REAL," : "")}
            UNIQUE (run, candidate, sample, repetition)
        );
        CREATE TABLE scores (
            answer INTEGER NOT NULL REFERENCES answers (key),
            metric INTEGER NOT NULL,
            value REAL,
            reason TEXT,
            PRIMARY KEY (answer, metric)
        ) WITHOUT ROWID;
        """;

    private static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++) { command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i] ?? DBNull.Value); }
        command.ExecuteNonQuery();
    }
}
