using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>Opens the SQLite file of a run store and keeps its schema's version.</summary>
internal static class StoreSchema
{
    public const int Version = 5;

    /// <summary>"LLMN", by which a file is known as a run store.</summary>
    private const int ApplicationId = 0x4C4C4D4E;

    /// <summary>How long a statement waits for another process's transaction.</summary>
    private const int BusySeconds = 60;

    private const string Scorings =
        """
        CREATE TABLE scorings (
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (key),
            number INTEGER NOT NULL,
            metrics TEXT NOT NULL,
            status TEXT NOT NULL,
            started TEXT NOT NULL,
            ended TEXT,
            owner TEXT,
            UNIQUE (run, number)
        );
        CREATE TABLE scores (
            scoring INTEGER NOT NULL REFERENCES scorings (key),
            answer INTEGER NOT NULL REFERENCES answers (key),
            metric INTEGER NOT NULL,
            value REAL,
            reason TEXT,
            judge TEXT,
            input_tokens INTEGER,
            output_tokens INTEGER,
            PRIMARY KEY (scoring, answer, metric)
        ) WITHOUT ROWID;
        """;

    private static readonly string Tables =
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
            more TEXT,
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
            ended TEXT,
            owner TEXT,
            replay_of TEXT
        );
        CREATE TABLE answers (
            key INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs (key),
            {AnswerColumns.Definition},
            UNIQUE (run, candidate, sample, repetition)
        );
        {Scorings}
        """;

    /// <summary>What each version added to the one before. Until version 4 a score belonged to a metric of the run's plan: that becomes the run's first scoring.</summary>
    private static readonly (int Since, string Change)[] Changes =
    [
        .. AnswerColumns.Changes,
        (3, "ALTER TABLE samples ADD COLUMN more TEXT"),
        (3, "ALTER TABLE runs ADD COLUMN owner TEXT"),
        (3, "ALTER TABLE runs ADD COLUMN replay_of TEXT"),
        (4, "ALTER TABLE scores RENAME TO scores_of_plans"),
        (4, Scorings),
        (4, """
            INSERT INTO scorings (run, number, metrics, status, started, ended)
            SELECT key, 1, json_extract(plan, '$.metrics'), status, started, ended FROM runs WHERE json_array_length(plan, '$.metrics') > 0
            """),
        (4, """
            INSERT INTO scores (scoring, answer, metric, value, reason)
            SELECT s.key, o.answer, o.metric, o.value, o.reason FROM scores_of_plans o JOIN answers a ON a.key = o.answer JOIN scorings s ON s.run = a.run
            ORDER BY s.key, o.answer, o.metric
            """),
        (4, "DROP TABLE scores_of_plans"),
    ];

    /// <summary>Opens a store to write, making the file where there is none.</summary>
    public static SqliteConnection OpenWritable(string path)
    {
        MakeFolder(path);
        return Open(path, path, SqliteOpenMode.ReadWriteCreate, connection =>
        {
            int version = ReadVersion(connection, path);
            // Write-ahead log: readers never wait for the writer. NORMAL: a commit survives the end of the process when it returns, and
            // the writer syncs once a second, so that a power failure costs a second's answers; syncing each commit made runs wait for the disk.
            connection.Execute("PRAGMA journal_mode = WAL");
            if (version == 0) { Create(connection, path); }
            if (version is > 0 and < Version) { Migrate(connection, path); }
            connection.Execute("PRAGMA synchronous = NORMAL");
            connection.Execute("PRAGMA foreign_keys = ON");
        });
    }

    /// <summary>Opens an existing store, and lets nothing be written.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SqliteConnection OpenReadable(string path)
    {
        if (!File.Exists(path)) { throw new FileNotFoundException($"There is no run store '{path}' (looked in '{Directory.GetCurrentDirectory()}').", path); }
        try
        {
            // Not ReadOnly: whoever closes a store last takes its log away, and a read-only connection cannot.
            return Open(path, path, SqliteOpenMode.ReadWrite, connection =>
            {
                connection.Execute("PRAGMA query_only = ON");
                RequireStore(connection, path);
            });
        }
        catch (RunStoreException e) when (StoreFailure.IsReadOnly(e.InnerException) && !HasLog(path))
        {
            // A log cannot be made beside the file, so nobody is writing one; and there is none, so the file alone is the whole store.
            return Open(path, new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly, connection => RequireStore(connection, path));
        }
    }

    /// <summary>Opens a store, reads from it and closes it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="RunStoreException">It is not a run store, or cannot be read.</exception>
    public static T Read<T>(string path, Func<SqliteConnection, T> read)
    {
        using SqliteConnection connection = OpenReadable(path);
        return StoreFailure.Guard(path, () => read(connection));
    }

    /// <summary>Which schema a store has; one that is only read stays as it is.</summary>
    public static int VersionOf(SqliteConnection connection, SqliteTransaction? transaction = null) =>
        Convert.ToInt32(connection.Scalar("PRAGMA user_version", transaction), CultureInfo.InvariantCulture);

    /// <summary>Puts on the disk what was committed, as far as readers allow without being waited for.</summary>
    public static void Sync(SqliteConnection connection) => connection.Scalar("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Moves the log into the file and empties it, so that the file alone is the store; does nothing while others use it.</summary>
    public static void Settle(SqliteConnection connection) => connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)");

    private static SqliteConnection Open(string path, string source, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            // A pooled connection would hold the file after its user is done with it.
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw StoreFailure.Of(e, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void MakeFolder(string path)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) { Directory.CreateDirectory(folder); }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunStoreException($"The folder of '{path}' cannot be made: {e.Message} Name a store elsewhere.", path, e);
        }
    }

    private static bool HasLog(string path) => new FileInfo(path + "-wal") is { Exists: true, Length: > 0 };

    private static void RequireStore(SqliteConnection connection, string path)
    {
        if (ReadVersion(connection, path) == 0) { throw new RunStoreException($"'{path}' is empty, not a run store.", path); }
    }

    /// <summary>0 for an empty file, else the supported version.</summary>
    private static int ReadVersion(SqliteConnection connection, string path, SqliteTransaction? transaction = null)
    {
        int version = VersionOf(connection, transaction);
        int application = Convert.ToInt32(connection.Scalar("PRAGMA application_id", transaction), CultureInfo.InvariantCulture);
        if (version == 0 && application == 0 && Convert.ToInt64(connection.Scalar("SELECT count(*) FROM sqlite_schema", transaction), CultureInfo.InvariantCulture) == 0) { return 0; }
        if (application != ApplicationId) { throw new RunStoreException($"'{path}' is a SQLite database, but not a run store. Name another file.", path); }
        if (version > Version)
        {
            throw new RunStoreException($"'{path}' has schema {version}, written by a newer LlmNotebooks; this one reads up to {Version}. Update the library, or name another file.", path);
        }

        return version;
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        // Another process may have been first.
        int version = ReadVersion(connection, path, transaction);
        foreach ((int since, string change) in Changes)
        {
            if (version < since) { connection.Execute(change, transaction); }
        }

        connection.Execute($"PRAGMA user_version = {Version}", transaction);
        transaction.Commit();
    }

    private static void Create(SqliteConnection connection, string path)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        // Another process may have been first.
        if (ReadVersion(connection, path, transaction) == 0)
        {
            connection.Execute(Tables, transaction);
            connection.Execute($"PRAGMA application_id = {ApplicationId}", transaction);
            connection.Execute($"PRAGMA user_version = {Version}", transaction);
        }

        transaction.Commit();
    }
}
