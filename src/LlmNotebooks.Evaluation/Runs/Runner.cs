using System.Runtime.ExceptionServices;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation;

/// <summary>Works through the calls of a run with a fixed number of workers that take the next call each.</summary>
/// <remarks>
/// A worker's answer is on the disk before it makes its next call: whatever ends the process, at most one call a worker was in vain,
/// and what is in memory is one answer a worker, however long the run.
/// </remarks>
internal sealed class Runner(
    Dataset dataset,
    RunRecorder recorder,
    Caller caller,
    RunOptions options,
    IProgress<RunProgress>? progress) : IDisposable
{
    private readonly CallPlan _calls = new(recorder.Info.Plan.Candidates.Count, dataset.Samples.Count, options.Repetitions);
    private readonly ProgressReporter _progress = new(progress, recorder.Info, recorder.DoneByCandidate, recorder.ErrorsByCandidate, options.TimeProvider);
    private long _next = -1;

    /// <summary>Calls stored.</summary>
    public long Done => _progress.Done;

    public void Dispose() => _progress.Dispose();

    /// <summary>Makes all calls that are not stored yet.</summary>
    /// <returns>Completed, or interrupted by the token.</returns>
    public async Task<RunStatus> RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        int workers = (int)Math.Min(options.Concurrency, _calls.Calls);
        Task[] work = [.. Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(stop), CancellationToken.None))];
        try
        {
            await Task.WhenAll(work).ConfigureAwait(false);
        }
        catch (BudgetReachedException) when (work.All(task => task.Exception?.InnerException is null or BudgetReachedException))
        {
            return cancellationToken.IsCancellationRequested ? RunStatus.Interrupted : RunStatus.BudgetReached;
        }
        catch (OperationCanceledException) when (!work.Any(task => task.IsFaulted))
        {
            return RunStatus.Interrupted;
        }
        catch
        {
            // The others were only cancelled; the cause is the one that failed.
            Exception cause = work.First(task => task.IsFaulted).Exception!.InnerException!;
            await TryMarkFailedAsync().ConfigureAwait(false);
            ExceptionDispatchInfo.Throw(cause);
        }

        return RunStatus.Completed;
    }

    private async Task TryMarkFailedAsync()
    {
        try
        {
            await recorder.EndAsync(RunStatus.Failed).ConfigureAwait(false);
        }
        catch (RunStoreException)
        {
            // The store is what failed: the run stays marked as running, and the caller gets the cause.
        }
    }

    private async Task WorkAsync(CancellationTokenSource stop)
    {
        try
        {
            while (NextCall() is { } call)
            {
                stop.Token.ThrowIfCancellationRequested();
                (int candidate, int sample, int repetition) = _calls[call];
                AnswerRow row = await caller.CallAsync(candidate, sample, dataset.Samples[sample], repetition, _progress, stop.Token).ConfigureAwait(false);
                await StoreAsync(row).ConfigureAwait(false);
            }
        }
        catch
        {
            // One worker's end is everybody's: the others would only spend.
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task StoreAsync(AnswerRow row)
    {
        await recorder.Writer.AppendAsync(row, CancellationToken.None).ConfigureAwait(false);
        _progress.Stored(row.Candidate, row.ErrorType is not null);
    }

    private long? NextCall()
    {
        while (true)
        {
            long call = Interlocked.Increment(ref _next);
            if (call >= _calls.Calls) { return null; }
            if (!recorder.Done[(int)call]) { return call; }
        }
    }
}
