using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>A run being made, or scored: its row in the store, and the writer of the rest.</summary>
internal sealed class SqliteRunWriter : IRunWriter
{
    private readonly string _path;
    private readonly long _run;
    private readonly TimeProvider _time;

    private SqliteRunWriter(string path, long run, RunInfo info, AnswerWriter writer, TimeProvider time)
    {
        _path = path;
        _run = run;
        Run = info;
        Writer = writer;
        _time = time;
    }

    public RunInfo Run { get; }

    /// <summary>Stores answers and scores.</summary>
    public AnswerWriter Writer { get; }

    /// <summary>Begins a run, or resumes the one that <see cref="RunOptions.RunId"/> names.</summary>
    public static SqliteRunWriter Begin(string path, RunPlan plan, Dataset dataset, RunOptions options) => Opened(path, connection =>
    {
        (long key, RunInfo info) = BeginRow(connection, plan, dataset, options);
        return new SqliteRunWriter(path, key, info, new AnswerWriter(connection, key, info.Id, replacesErrors: options.RetryErrors), options.TimeProvider);
    });

    /// <summary>Opens a stored run to score its answers.</summary>
    public static SqliteRunWriter Open(string path, string run, TimeProvider time) => Opened(path, connection =>
    {
        long key = SqliteRunStore.Key(connection, run);
        return new SqliteRunWriter(path, key, RunRows.Find(connection, key), new AnswerWriter(connection, key, run), time);
    });

    public async Task<long> AppendAsync(AnswerRow answer, CancellationToken cancellationToken = default)
    {
        await Writer.AppendAsync(answer, cancellationToken).ConfigureAwait(false);
        return answer.Key;
    }

    public Task AppendScoresAsync(ScoringInfo scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default) =>
        Writer.AppendScoresAsync(scoring.Key, answer, scores, cancellationToken);

    public ValueTask QueueScoresAsync(ScoringInfo scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default) =>
        Writer.QueueScoresAsync(scoring.Key, answer, scores, cancellationToken);

    public Task FlushAsync() => Writer.FlushAsync();

    public ScoringInfo BeginScoring(IReadOnlyList<MetricInfo> metrics, bool again = false)
    {
        using SqliteConnection connection = StoreSchema.OpenWritable(_path);
        return StoreFailure.Guard(_path, () =>
        {
            using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
            IReadOnlyList<ScoringInfo> all = [.. ScoringRows.List(connection, _run, transaction)];
            DateTimeOffset now = _time.GetUtcNow();
            ScoringInfo? known = again ? null : all.LastOrDefault(scoring => scoring.IsOf(metrics));
            if (known is not null)
            {
                if (ScoringRows.Owner(connection, known.Key, transaction) is { IsAnotherAtWork: true } owner)
                {
                    throw new RunStoreException($"Scoring {known.Number} of run '{Run.Id}' in '{_path}' is being made by process {owner.Process}. Let it end, or begin another scoring of the same metrics (again).", _path);
                }

                ScoringRows.SetStatus(connection, known.Key, RunStatus.Running, ended: null, transaction);
                transaction.Commit();
                return known;
            }

            int number = all.Count == 0 ? 1 : all[^1].Number + 1;
            long key = ScoringRows.Insert(connection, transaction, _run, number, metrics, now);
            transaction.Commit();
            return new ScoringInfo { Key = key, Number = number, Metrics = metrics, Status = RunStatus.Running, StartedAt = now, Answers = 0 };
        });
    }

    public async Task EndScoringAsync(ScoringInfo scoring, RunStatus status)
    {
        await Writer.FlushAsync().ConfigureAwait(false);
        using SqliteConnection connection = StoreSchema.OpenWritable(_path);
        StoreFailure.Guard(_path, () =>
        {
            ScoringRows.SetStatus(connection, scoring.Key, status, _time.GetUtcNow());
            return status;
        });
    }

    public async Task EndAsync(RunStatus status)
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        using SqliteConnection connection = StoreSchema.OpenWritable(_path);
        StoreFailure.Guard(_path, () =>
        {
            RunRows.SetStatus(connection, _run, status, _time.GetUtcNow());
            StoreSchema.Settle(connection);
            return status;
        });
    }

    public ValueTask DisposeAsync() => Writer.DisposeAsync();

    private static SqliteRunWriter Opened(string path, Func<SqliteConnection, SqliteRunWriter> open)
    {
        SqliteConnection connection = StoreSchema.OpenWritable(path);
        try
        {
            return open(connection);
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

    private static (long Key, RunInfo Info) BeginRow(SqliteConnection connection, RunPlan plan, Dataset dataset, RunOptions options)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        string id = options.RunId ?? FreeId(connection, transaction, plan, now);
        if (RunRows.Find(connection, id, transaction) is { } known)
        {
            PlanIdentity.Require(known.Info, plan, connection.DataSource);
            if (RunRows.Owner(connection, known.Key, transaction) is { IsAnotherAtWork: true } owner)
            {
                throw new RunStoreException($"Run '{id}' in '{connection.DataSource}' is being made by process {owner.Process}. Let it end and resume the run then, or give another run id.", connection.DataSource);
            }

            RunRows.SetStatus(connection, known.Key, RunStatus.Running, ended: null, transaction);
            transaction.Commit();
            return known;
        }

        RunInfo info = new(id, options.Name, RunStatus.Running, plan, CurrentEnvironment.Read(), now, EndedAt: null, Answers: 0, Errors: 0);
        long key = RunRows.Insert(connection, transaction, info, dataset);
        transaction.Commit();
        return (key, info);
    }

    // Time and content name a run; runs of one second and one plan are told apart by a count.
    private static string FreeId(SqliteConnection connection, SqliteTransaction transaction, RunPlan plan, DateTimeOffset now)
    {
        for (int attempt = 1; ; attempt++)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{StoreJson.Write(plan)}\n{now.UtcTicks}\n{attempt}"));
            string id = now.UtcDateTime.ToString("yyyyMMdd-HHmmss-", CultureInfo.InvariantCulture) + Convert.ToHexStringLower(hash.AsSpan(0, 3));
            if (RunRows.Find(connection, id, transaction) is null) { return id; }
        }
    }
}
