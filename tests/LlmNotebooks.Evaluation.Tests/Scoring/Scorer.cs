using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Scoring;

/// <summary>Gives several scores by a function.</summary>
internal sealed class Scorer(IReadOnlyList<MetricInfo> metrics, Func<AnswerContext, IReadOnlyList<Score>> score, bool needsOthers) : IScorer
{
    public IReadOnlyList<MetricInfo> Metrics { get; } = metrics;

    public bool NeedsOtherAnswers { get; } = needsOthers;

    public ValueTask<IReadOnlyList<Score>> ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken = default) => new(score(answer));
}
