using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LlmNotebooks.Datasets;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>A run being made: its row in the store, what is already answered, and the writer of the rest.</summary>
internal sealed class RunRecorder : IAsyncDisposable
{
    private readonly long _run;
    private readonly TimeProvider _time;

    private RunRecorder(string path, RunInfo info, long run, BitArray done, long[] doneByCandidate, long[] errorsByCandidate, AnswerWriter writer, TimeProvider time)
    {
        Path = path;
        Info = info;
        _run = run;
        Done = done;
        DoneByCandidate = doneByCandidate;
        ErrorsByCandidate = errorsByCandidate;
        Writer = writer;
        _time = time;
    }

    public string Path { get; }

    public RunInfo Info { get; }

    /// <summary>Calls that an earlier part of the run stored, by their number in the plan.</summary>
    public BitArray Done { get; }

    public long[] DoneByCandidate { get; }

    public long[] ErrorsByCandidate { get; }

    public AnswerWriter Writer { get; }

    /// <summary>Begins a run, or goes on with the one that <see cref="RunOptions.RunId"/> names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The plan has more than 2³¹ − 1 calls; nothing is written.</exception>
    /// <param name="path">The store's file.</param>
    /// <param name="plan">What the run does.</param>
    /// <param name="dataset">Its samples.</param>
    /// <param name="options">How it is made.</param>
    /// <param name="spending">Told what an earlier part of the run has spent; null without a budget.</param>
    /// <param name="replayOf">The run whose answers these are; null where calls are made.</param>
    public static RunRecorder Begin(string path, RunPlan plan, Dataset dataset, RunOptions options, Spending? spending = null, string? replayOf = null)
    {
        CallPlan calls = new(plan.Candidates.Count, plan.Samples, plan.Repetitions);
        if (calls.Calls > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(plan), calls.Calls, $"A run has at most {int.MaxValue} calls (candidates × samples × repetitions); split the dataset, or repeat less.");
        }

        SqliteConnection connection = StoreSchema.OpenWritable(path);
        try
        {
            (long key, RunInfo info) = BeginRow(connection, plan, dataset, options, replayOf);
            BitArray done = new((int)calls.Calls);
            long[] doneByCandidate = new long[plan.Candidates.Count], errors = new long[plan.Candidates.Count];
            using (SqliteCommand command = connection.Command("SELECT candidate, sample, repetition, error_type, input_tokens, output_tokens, retried FROM answers WHERE run = $run").With("$run", key))
            using (SqliteDataReader reader = command.ExecuteReader())
            {
                while (reader.Read())
                {
                    (int candidate, int sample, string? error) = (reader.GetInt32(0), reader.GetInt32(1), reader.Text(3));
                    spending?.Add(StoredUsage.Of(candidate, sample, reader.Whole(4), reader.Whole(5), error, reader.Text(6)), dataset.Samples[sample]);
                    if (error is not null && options.RetryErrors) { continue; }
                    done[(int)calls.IndexOf(candidate, sample, reader.GetInt32(2))] = true;
                    doneByCandidate[candidate]++;
                    if (error is not null) { errors[candidate]++; }
                }
            }

            return new RunRecorder(path, info, key, done, doneByCandidate, errors, new AnswerWriter(connection, key, info.Id, replacesErrors: options.RetryErrors), options.TimeProvider);
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

    /// <summary>Stores what is queued, marks how the run ended, closes the file.</summary>
    /// <exception cref="RunStoreException">The store cannot be written.</exception>
    public async Task EndAsync(RunStatus status)
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        using SqliteConnection connection = StoreSchema.OpenWritable(Path);
        StoreFailure.Guard(Path, () =>
        {
            RunRows.SetStatus(connection, _run, status, _time.GetUtcNow());
            StoreSchema.Settle(connection);
            return status;
        });
    }

    public ValueTask DisposeAsync() => Writer.DisposeAsync();

    private static (long Key, RunInfo Info) BeginRow(SqliteConnection connection, RunPlan plan, Dataset dataset, RunOptions options, string? replayOf)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        DateTimeOffset now = options.TimeProvider.GetUtcNow();
        string id = options.RunId ?? FreeId(connection, transaction, plan, now);
        if (RunRows.Find(connection, id, transaction) is { } known)
        {
            PlanIdentity.Require(known.Info, plan, connection.DataSource);
            if (RunRows.Owner(connection, known.Key, transaction) is { IsAnotherAtWork: true } owner)
            {
                throw new RunStoreException($"Run '{id}' in '{connection.DataSource}' is being made by process {owner.Process}. Let it end and go on with the run then, or give another run id.", connection.DataSource);
            }

            RunRows.SetStatus(connection, known.Key, RunStatus.Running, ended: null, transaction);
            transaction.Commit();
            return known;
        }

        RunInfo info = new(id, options.Name, RunStatus.Running, plan, CurrentEnvironment.Read(), now, EndedAt: null, Answers: 0, Errors: 0) { ReplayOf = replayOf };
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
