using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using LlmNotebooks.Metrics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation.Storage.Sqlite;

/// <summary>The one writer of a run: appends come from many threads, one consumer commits them in groups.</summary>
/// <remarks>
/// Whatever waits when a commit ends goes into the next one, so the disk's slowness makes groups larger, not the queue longer:
/// the queue is bounded and a full one makes appends wait. A commit survives the end of the process; once a second what was committed is synced to the disk.
/// What nobody waits for goes along with what somebody does, or with that second.
/// </remarks>
internal sealed class AnswerWriter : IAsyncDisposable
{
    private const int QueueLength = 1024;

    /// <summary>Longest that a committed answer waits for its place on the disk, and that scores wait for company.</summary>
    private static readonly TimeSpan SyncEvery = TimeSpan.FromSeconds(1);

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly string _runId;
    private readonly AnswerStatements _statements;
    private readonly Channel<Pending> _queue;
    private readonly ConcurrentQueue<Pending> _along = new();
    private readonly Task _consumer;
    private readonly Timer _clock;
    private volatile Exception? _failedAlong;
    private bool _disposed;

    /// <summary>Takes the connection over.</summary>
    /// <param name="connection">Open and writable.</param>
    /// <param name="run">Key of the run's row.</param>
    /// <param name="runId">The run's id, for messages.</param>
    /// <param name="replacesErrors">Whether a new answer takes the place of a stored failure.</param>
    public AnswerWriter(SqliteConnection connection, long run, string runId, bool replacesErrors = false)
    {
        _connection = connection;
        _path = connection.DataSource;
        _runId = runId;
        _statements = new AnswerStatements(connection, run, replacesErrors);
        _queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(QueueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _consumer = Task.Run(ConsumeAsync);
        _clock = new Timer(_ => _queue.Writer.TryWrite(new Pending(null, 0, 0, null)), null, SyncEvery, SyncEvery);
    }

    /// <summary>Commits made.</summary>
    public long Commits { get; private set; }

    /// <summary>Answers stored.</summary>
    public long Rows { get; private set; }

    /// <summary>Stores an answer; done when no end of the process can lose it.</summary>
    /// <param name="row">The answer.</param>
    /// <param name="cancellationToken">Ends the wait for a place in the queue; an answer in the queue is stored whatever happens to the token.</param>
    public Task AppendAsync(AnswerRow row, CancellationToken cancellationToken = default) => EnqueueAsync(new Pending(row, 0, 0, null), cancellationToken);

    /// <summary>Stores the scores of an answer; done when no end of the process can lose them.</summary>
    /// <param name="scoring">Key of the scoring.</param>
    /// <param name="answer">Key of the answer.</param>
    /// <param name="scores">One for each metric.</param>
    /// <param name="cancellationToken">Ends the wait for a place in the queue; what is in the queue is stored whatever happens to the token.</param>
    public Task AppendScoresAsync(long scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default) =>
        EnqueueAsync(new Pending(null, scoring, answer, scores), cancellationToken);

    /// <summary>Stores the scores of an answer with what is stored next; done when they are queued.</summary>
    /// <exception cref="RunStoreException">Scores that were queued before could not be stored.</exception>
    public ValueTask QueueScoresAsync(long scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default)
    {
        ThrowIfFailedAlong();
        // Where too many are queued nobody goes along any more.
        if (_along.Count >= QueueLength || _disposed) { return new(AppendScoresAsync(scoring, answer, scores, cancellationToken)); }
        _along.Enqueue(new Pending(null, scoring, answer, scores, isAwaited: false));
        return ValueTask.CompletedTask;
    }

    /// <summary>Waits until everything that is queued now is stored.</summary>
    /// <exception cref="RunStoreException">Something could not be stored.</exception>
    public async Task FlushAsync()
    {
        await EnqueueAsync(new Pending(null, 0, 0, null), CancellationToken.None).ConfigureAwait(false);
        ThrowIfFailedAlong();
    }

    /// <summary>Stores what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) { return; }
        _disposed = true;
        await _clock.DisposeAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await _consumer.ConfigureAwait(false);
        _statements.Dispose();
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task EnqueueAsync(Pending pending, CancellationToken cancellationToken)
    {
        await _queue.Writer.WriteAsync(pending, cancellationToken).ConfigureAwait(false);
        await pending.Stored!.Task.ConfigureAwait(false);
    }

    private async Task ConsumeAsync()
    {
        List<Pending> waiting = [];
        long synced = Stopwatch.GetTimestamp();
        bool unsynced = false;
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (waiting.Count < QueueLength && _queue.Reader.TryRead(out Pending? pending)) { waiting.Add(pending); }
            unsynced |= StoreAll(waiting);
            if (unsynced && Stopwatch.GetElapsedTime(synced) >= SyncEvery)
            {
                Sync();
                (synced, unsynced) = (Stopwatch.GetTimestamp(), false);
            }
        }

        StoreAll(waiting);
    }

    // What goes along comes first: it was there before somebody began to wait for all of it. Returns whether there was anything to store.
    private bool StoreAll(List<Pending> waiting)
    {
        List<Pending> group = new(waiting.Count + 8);
        for (int along = _along.Count; along > 0 && _along.TryDequeue(out Pending? pending); along--) { group.Add(pending); }
        group.AddRange(waiting);
        waiting.Clear();
        bool any = group.Exists(pending => pending.Row is not null || pending.Scores is not null);
        if (any) { Store(group); }
        else { group.ForEach(pending => pending.Stored?.SetResult()); }
        return any;
    }

    private void ThrowIfFailedAlong()
    {
        if (_failedAlong is { } failure) { ExceptionDispatchInfo.Throw(failure); }
    }

    private void Sync()
    {
        try
        {
            StoreSchema.Sync(_connection);
        }
        catch (SqliteException)
        {
            // What keeps the log from the file (another process at the same, a full disk) is told by the next commit, or by the end of the run.
        }
    }

    // A failure belongs to those who wait for the answers of this group: they get it, and the writer goes on for the others.
    private void Store(List<Pending> group)
    {
        const int Constraint = 19;
        try
        {
            Commit(group);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Constraint && group.Count > 1)
        {
            // One answer is refused, and took the group along: each by itself.
            foreach (Pending pending in group) { Store([pending]); }
            return;
        }
        catch (Exception e)
        {
            RunStoreException failure = e is SqliteException { SqliteErrorCode: Constraint } && group[0].Row is { } row ? Refused(row, e) : Failed(group.Count, e);
            foreach (Pending pending in group)
            {
                if (pending.Stored is { } waiting) { waiting.SetException(failure); }
                else { _failedAlong ??= failure; }
            }

            return;
        }

        foreach (Pending pending in group) { pending.Stored?.SetResult(); }
    }

    private void Commit(List<Pending> group)
    {
        // A file without a name takes what it is given, and nobody will ever read it: what would be paid for next is not asked any more.
        if (!File.Exists(_path)) { throw new RunStoreException($"'{_path}' is gone: it was deleted or moved while the run was written to it. Put it back and resume the run, or begin anew.", _path); }
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        int rows = 0;
        foreach (Pending pending in group)
        {
            if (pending.Row is { } row)
            {
                _statements.Insert(row, transaction);
                rows++;
            }
            else if (pending.Scores is { } scores)
            {
                _statements.Insert(pending.Scoring, pending.Answer, scores, transaction);
            }
        }

        transaction.Commit();
        Commits++;
        Rows += rows;
    }

    private RunStoreException Refused(AnswerRow row, Exception cause) => new(
        $"The answer of candidate {row.Candidate + 1} to sample {row.Sample + 1}, repetition {row.Repetition}, is refused by '{_path}': {cause.Message} "
        + $"Another process may be making run '{_runId}' too; let it end and go on with the run then, or give another run id.",
        _path, cause);

    private RunStoreException Failed(int answers, Exception cause) =>
        cause is RunStoreException known ? known : cause is SqliteException e ? StoreFailure.Of(e, _path) : new($"{answers} answers and scores could not be stored in '{_path}': {cause.Message}", _path, cause);

    private sealed class Pending(AnswerRow? row, long scoring, long answer, IReadOnlyList<Score>? scores, bool isAwaited = true)
    {
        public AnswerRow? Row { get; } = row;

        public long Scoring { get; } = scoring;

        public long Answer { get; } = answer;

        public IReadOnlyList<Score>? Scores { get; } = scores;

        /// <summary>Who waits for it; null where it goes along.</summary>
        public TaskCompletionSource? Stored { get; } = isAwaited ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;
    }
}
