using System.Threading.Channels;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Scoring;

/// <summary>The second stage of a run: scores stored answers, as they come and what was left, with a queue of its own.</summary>
/// <remarks>
/// It never holds a call's place: an answer that finds the queue full is scored after the last call, from the store, like those that an earlier part
/// of the run left unscored. Scores are stored before the same worker scores its next answer, so that a kill repeats at most what was under way.
/// </remarks>
internal sealed class ScoringStage
{
    private const int QueueLength = 1024;

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
    private readonly Task _workers;

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
        _workers = WorkersAsync(_queue);
    }

    /// <summary>An answer was stored. Returns at once.</summary>
    public void Offer(AnswerRow answer)
    {
        // What looks at the other answers waits for them.
        if (!_scorers.NeedsOtherAnswers) { _queue.Writer.TryWrite(answer); }
    }

    /// <summary>Scores what is queued, then what is stored and has no scores.</summary>
    /// <returns>Completed, or interrupted.</returns>
    public async Task<RunStatus> CompleteAsync()
    {
        _queue.Writer.TryComplete();
        await _workers.ConfigureAwait(false);
        if (_cancellation.IsCancellationRequested) { return RunStatus.Interrupted; }
        Channel<AnswerRow> rest = Channel.CreateBounded<AnswerRow>(_concurrency * 2);
        Task workers = WorkersAsync(rest);
        try
        {
            foreach (AnswerRow answer in _store.Answers(_writer.Run.Id, new AnswerQuery { WithTexts = true, Unscored = _scoring.Number }))
            {
                await rest.Writer.WriteAsync(answer, _cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            // What is not scored stays so.
        }
        catch (ChannelClosedException)
        {
            // A worker failed, which is told below.
        }
        finally
        {
            rest.Writer.TryComplete();
            await workers.ConfigureAwait(false);
        }

        return _cancellation.IsCancellationRequested ? RunStatus.Interrupted : RunStatus.Completed;
    }

    /// <summary>Ends after an error elsewhere: what is queued is scored, and nothing more.</summary>
    public Task StopAsync()
    {
        _queue.Writer.TryComplete();
        return _workers;
    }

    private Task WorkersAsync(Channel<AnswerRow> queue) =>
        Task.WhenAll(Enumerable.Range(0, _concurrency).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await WorkAsync(queue.Reader).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    // Nobody is to wait for room that is never made.
                    queue.Writer.TryComplete(e);
                    throw;
                }
            },
            CancellationToken.None)));

    private async Task WorkAsync(ChannelReader<AnswerRow> queue)
    {
        await foreach (AnswerRow row in queue.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            try
            {
                IReadOnlyList<Score> scores = row.ErrorType is { } error
                    ? _scorers.Missing($"no answer: {error}")
                    : await _scorers.ScoreAsync(Context(row), _secrets, _cancellation).ConfigureAwait(false);
                await _writer.AppendScoresAsync(_scoring, row.Key, scores, CancellationToken.None).ConfigureAwait(false);
                _progress.Scored();
            }
            catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
            {
                // The answer is stored, and scored when the scoring is resumed; metrics that ask nobody still score what is queued.
            }
        }
    }

    private AnswerContext Context(AnswerRow row)
    {
        AnswerContext context = Context(row, row.Asked ?? _dataset.Samples[row.Sample]);
        return _scorers.NeedsOtherAnswers
            ? context with
            {
                Others =
                [
                    .. _store.Answers(_writer.Run.Id, new AnswerQuery { Sample = row.Sample, WithTexts = true })
                        .Where(other => other.Key != row.Key && !other.IsError)
                        .Select(other => Context(other, context.Sample)),
                ],
            }
            : context;
    }

    private AnswerContext Context(AnswerRow row, Sample sample)
    {
        AnswerContext context = new()
        {
            Sample = sample,
            Text = row.Text ?? string.Empty,
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
