using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Scoring;

/// <summary>The second stage of a run: scores stored answers, as they come and what was left, with a queue of its own.</summary>
/// <remarks>
/// It never holds a call's place: an answer that finds the queue full is scored after the last call, from the store, like those that an earlier part
/// of the run left unscored. Scores of a metric that asked somebody are stored before the same worker scores its next answer, so that a kill repeats at most
/// what was under way; those that were there at once, of a metric that only computes, go to the store along with the next answers.
/// </remarks>
internal sealed class ScoringStage
{
    private const int QueueLength = 1024;

    /// <summary>What is scored sooner was computed, and nobody was asked.</summary>
    private static readonly TimeSpan Computed = TimeSpan.FromMilliseconds(1);

    private readonly IRunStore _store;
    private readonly IRunWriter _writer;
    private readonly Dataset _dataset;
    private readonly ScorerSet _scorers;
    private readonly ScoringInfo _scoring;
    private readonly IReadOnlyList<string> _secrets;
    private readonly ProgressReporter _progress;
    private readonly int _concurrency;
    private readonly CancellationToken _cancellation;
    private readonly Channel<AnswerRow> _queue = Channel.CreateBounded<AnswerRow>(QueueLength);
    private readonly UnderWay _underWay = new();
    private bool _everyAnswer = true;
    private int _workers;
    private Exception? _failure;

    /// <param name="store">Where answers are read from that were not scored as they came.</param>
    /// <param name="writer">Where scores go.</param>
    /// <param name="dataset">The samples.</param>
    /// <param name="scorers">How answers are scored.</param>
    /// <param name="scoring">The scoring in the store.</param>
    /// <param name="secrets">Taken out of reasons.</param>
    /// <param name="concurrency">Most answers scored at once.</param>
    /// <param name="progress">Told of stored scores.</param>
    /// <param name="cancellationToken">Ends metrics that heed it; what is not scored then is scored when the scoring is resumed.</param>
    public ScoringStage(
        IRunStore store, IRunWriter writer, Dataset dataset, ScorerSet scorers, ScoringInfo scoring, IReadOnlyList<string> secrets, int concurrency, ProgressReporter progress, CancellationToken cancellationToken)
    {
        (_store, _writer, _dataset, _scorers, _scoring, _secrets, _progress, _concurrency, _cancellation) = (store, writer, dataset, scorers, scoring, secrets, progress, concurrency, cancellationToken);
    }

    /// <summary>An answer was stored; a worker begins on it at once where one is free. Never throws: what fails is told at the end.</summary>
    public void Offer(AnswerRow answer)
    {
        // What looks at the other answers waits for them.
        if (!_scorers.NeedsOtherAnswers && _queue.Writer.TryWrite(answer)) { BeginWorker(); }
    }

    /// <summary>Scores what is queued, then what is stored and has no scores.</summary>
    /// <param name="everyAnswer">Whether no further answer is awaited; else what looks at the other answers to a sample leaves those alone that are not all there.</param>
    /// <returns>Completed, or interrupted.</returns>
    public async Task<RunStatus> CompleteAsync(bool everyAnswer = true)
    {
        _everyAnswer = everyAnswer;
        await StopAsync().ConfigureAwait(false);
        if (!_cancellation.IsCancellationRequested)
        {
            // What has no scores in the store shall have none on its way there.
            await _writer.FlushAsync().ConfigureAwait(false);
            try
            {
                await Parallel.ForEachAsync(
                    _store.Answers(_writer.Run.Id, new AnswerQuery { WithTexts = true, Unscored = _scoring.Number }),
                    new ParallelOptions { MaxDegreeOfParallelism = _concurrency, CancellationToken = _cancellation },
                    (answer, _) => ScoreAsync(answer)).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
            {
                // What is not scored stays so.
            }
        }

        return _cancellation.IsCancellationRequested ? RunStatus.Interrupted : RunStatus.Completed;
    }

    /// <summary>Scores what is queued, and nothing more.</summary>
    public async Task StopAsync()
    {
        _queue.Writer.TryComplete();
        await _underWay.WhenEnded().ConfigureAwait(false);
        if (_failure is { } failure) { ExceptionDispatchInfo.Throw(failure); }
    }

    // Workers come with answers and go when there is none; an answer is in the queue before its worker is counted, so that none is left behind.
    private void BeginWorker()
    {
        if (Interlocked.Increment(ref _workers) > _concurrency)
        {
            Interlocked.Decrement(ref _workers);
            return;
        }

        _underWay.Begin();
        // Not awaited here: it never throws, and the end waits for it.
        _ = WorkAsync();
    }

    private async Task WorkAsync()
    {
        try
        {
            while (_failure is null && _queue.Reader.TryRead(out AnswerRow? row)) { await ScoreAsync(row).ConfigureAwait(false); }
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
        }
        finally
        {
            Interlocked.Decrement(ref _workers);
            // One that came in the meantime found all workers at work.
            if (_failure is null && _queue.Reader.Count > 0) { BeginWorker(); }
            _underWay.End();
        }
    }

    private async ValueTask ScoreAsync(AnswerRow row)
    {
        try
        {
            long begun = Stopwatch.GetTimestamp();
            AnswerContext? context = null;
            string? none = row.IsError ? $"no answer: {row.ErrorType}" : AnswerMarks.NoAnswer(row);
            if (none is null && (context = Context(row)) is null) { return; }
            ValueTask<IReadOnlyList<Score>> scoring = context is null
                ? new(_scorers.Missing(none!))
                : _scorers.ScoreAsync(context, _secrets, _cancellation);
            if (scoring.IsCompletedSuccessfully && Stopwatch.GetElapsedTime(begun) < Computed)
            {
                await _writer.QueueScoresAsync(_scoring, row.Key, await scoring.ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
            }
            else
            {
                await _writer.AppendScoresAsync(_scoring, row.Key, await scoring.ConfigureAwait(false), CancellationToken.None).ConfigureAwait(false);
            }

            _progress.Scored();
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // The answer is stored, and scored when the scoring is resumed; metrics that ask nobody still score what is queued.
        }
    }

    // Null where the answer is not to be scored yet.
    private AnswerContext? Context(AnswerRow row)
    {
        AnswerContext context = Context(row, row.Asked ?? _dataset.Samples[row.Sample]);
        if (!_scorers.NeedsOtherAnswers) { return context; }
        AnswerRow[] answers = [.. _store.Answers(_writer.Run.Id, new AnswerQuery { Sample = row.Sample, WithTexts = true })];
        RunPlan plan = _writer.Run.Plan;
        return _everyAnswer || answers.Length == plan.Candidates.Count * plan.Repetitions
            ? context with { Others = [.. answers.Where(other => other.Key != row.Key && !other.IsError).Select(other => Context(other, context.Sample))] }
            : null;
    }

    private AnswerContext Context(AnswerRow row, Sample sample)
    {
        AnswerContext context = new()
        {
            Sample = sample,
            // Rows of former stores may still have reasoning in their text.
            Text = row is { Reasoning: null, Text: { } text } ? ReasoningText.Of(text).Answer : row.Text ?? string.Empty,
            Reasoning = row.Reasoning,
            Refusal = row.Refusal,
            FinishReason = row.FinishReason,
            LatencyMs = row.LatencyMs,
            TimeToFirstTokenMs = row.TimeToFirstTokenMs,
            Model = _writer.Run.Plan.Candidates[row.Candidate].Name,
            Repetition = row.Repetition,
            Usage = row.Counts ?? UsageJson.Details(row),
        };
        if (_writer.Run.Plan.SystemPrompt is { } system) { context = context with { Messages = Prompt.Of(sample, system) }; }
        return row.Response is null ? context : context with { Response = ResponseJson.Read(row.Response) };
    }
}
