using System.Runtime.ExceptionServices;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Inference;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Makes the calls of a run, lane by lane: no endpoint waits for another.</summary>
/// <remarks>
/// A call keeps its place in the lane until its answer is in the store: whatever ends the process, at most one call a place was in vain,
/// and what is in memory is an answer a place and the calls that wait to be made again.
/// </remarks>
internal sealed class CallEngine(Dataset dataset, IReadOnlyList<Candidate> candidates, IRunWriter writer, Caller caller, RunOptions options, ProgressReporter progress, Action<AnswerRow> stored)
{
    private readonly Lanes _lanes = options.Lanes ?? new Lanes(options.Concurrency);

    /// <summary>Makes all calls that are not stored yet.</summary>
    /// <returns>Completed, interrupted by the token, or stopped before the budget.</returns>
    public async Task<RunStatus> RunAsync(CallPlan calls, DoneCalls done, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Ending ending = new(stop);
        LaneWork[] work =
        [
            .. Enumerable.Range(0, candidates.Count).GroupBy(candidate => _lanes.Of(candidates[candidate]))
                .Select(group => new LaneWork(group.Key, group, calls, done)),
        ];
        await Task.WhenAll(work.Select(lane => Task.Run(() => PumpAsync(lane, ending), CancellationToken.None))).ConfigureAwait(false);
        if (ending.Cause is { } cause) { ExceptionDispatchInfo.Throw(cause); }
        return cancellationToken.IsCancellationRequested ? RunStatus.Interrupted : ending.IsBudgetReached ? RunStatus.BudgetReached : RunStatus.Completed;
    }

    // Begins call after call while there is a place, and returns when the last one is over.
    private async Task PumpAsync(LaneWork work, Ending ending)
    {
        UnderWay underWay = new();
        try
        {
            while (!ending.Token.IsCancellationRequested)
            {
                await work.Lane.EnterToBeginAsync(ending.Token).ConfigureAwait(false);
                ((int Candidate, int Sample, int Repetition)? next, Task? room) = work.Next();
                if (next is { } call)
                {
                    underWay.Begin();
                    // Not awaited here, since others are begun meanwhile: it never throws (its failure is the ending's), and the end below waits for all.
                    _ = Task.Run(() => MakeAsync(work, call.Candidate, call.Sample, call.Repetition, ending, underWay), CancellationToken.None);
                    continue;
                }

                work.Lane.Leave();
                if (room is null) { break; }
                await room.WaitAsync(ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ending.Token.IsCancellationRequested)
        {
            // No further call is begun; those under way end by the same token.
        }

        await underWay.WhenEnded().ConfigureAwait(false);
    }

    private async Task MakeAsync(LaneWork work, int candidate, int sample, int repetition, Ending ending, UnderWay underWay)
    {
        try
        {
            // Whatever is made of the answer keeps no place.
            if (await AnswerAsync(work, candidate, sample, repetition, ending).ConfigureAwait(false) is { } row) { stored(row); }
        }
        finally
        {
            underWay.End();
        }
    }

    // The stored answer; null where the run ends instead.
    private async ValueTask<AnswerRow?> AnswerAsync(LaneWork work, int candidate, int sampleIndex, int repetition, Ending ending)
    {
        CallRecord? call = null;
        try
        {
            Sample sample = dataset.Samples[sampleIndex];
            call = new CallRecord(CallPlan.Seed(options.Seed, sample.Id, repetition), work.Lane, options.TimeProvider, progress);
            AnswerRow row = await caller.CallAsync(candidate, sampleIndex, sample, repetition, call, ending.Token).ConfigureAwait(false);
            await writer.AppendAsync(row, CancellationToken.None).ConfigureAwait(false);
            progress.Stored(row.Candidate, row.IsError);
            return row;
        }
        catch (Exception e)
        {
            // One call's end is everybody's: the others would only spend.
            await ending.ByAsync(e).ConfigureAwait(false);
            return null;
        }
        finally
        {
            // The place is the call's to give back once there is one; a sample that cannot be read must not keep it from others of the lane.
            if (call is null) { work.Lane.Leave(); }
            else { call.Dispose(); }
            work.End(candidate);
        }
    }

    /// <summary>How a run comes to its end before the last call.</summary>
    private sealed class Ending(CancellationTokenSource stop)
    {
        private Exception? _cause;

        public CancellationToken Token { get; } = stop.Token;

        public bool IsBudgetReached { get; private set; }

        /// <summary>What failed; null where nothing did.</summary>
        public Exception? Cause => _cause;

        public Task ByAsync(Exception exception)
        {
            if (exception is BudgetReachedException) { IsBudgetReached = true; }
            else if (!(exception is OperationCanceledException && Token.IsCancellationRequested)) { Interlocked.CompareExchange(ref _cause, exception, null); }
            return stop.CancelAsync();
        }
    }
}
