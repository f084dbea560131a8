using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>The one writer of a run: appends come from many threads, and are done when no end of the process can lose them.</summary>
public interface IRunWriter : IAsyncDisposable
{
    /// <summary>The run, as it was when it was opened.</summary>
    RunInfo Run { get; }

    /// <summary>Stores an answer.</summary>
    /// <returns>Its key.</returns>
    Task<long> AppendAsync(AnswerRow answer, CancellationToken cancellationToken = default);

    /// <summary>Begins a scoring, or, unless it is to be done again, resumes the last one of the same metrics.</summary>
    ScoringInfo BeginScoring(IReadOnlyList<MetricInfo> metrics, bool again = false);

    /// <summary>Stores the scores of an answer, one for each metric of the scoring.</summary>
    Task AppendScoresAsync(ScoringInfo scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default);

    /// <summary>The same for scores that cost nothing to make again: done when they are queued, and stored with what is stored next, within a second or so.</summary>
    ValueTask QueueScoresAsync(ScoringInfo scoring, long answer, IReadOnlyList<Score> scores, CancellationToken cancellationToken = default);

    /// <summary>Waits until what is queued is stored.</summary>
    Task FlushAsync();

    /// <summary>Marks how a scoring ended, after what is queued is stored.</summary>
    Task EndScoringAsync(ScoringInfo scoring, RunStatus status);

    /// <summary>Marks how the run ended, after what is queued is stored, and closes the store.</summary>
    Task EndAsync(RunStatus status);
}
