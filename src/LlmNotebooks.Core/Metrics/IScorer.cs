namespace LlmNotebooks.Metrics;

/// <summary>Looks at an answer once and gives it one or several named scores.</summary>
/// <remarks>
/// Implementations are called from several threads at once. One that throws gives missing scores with the exception as their reason.
/// A single score is an <see cref="IMetric"/>, which is a scorer of one.
/// </remarks>
public interface IScorer
{
    /// <summary>What is known of each score, in the order in which they are given; names are distinct.</summary>
    IReadOnlyList<MetricInfo> Metrics { get; }

    /// <summary>Whether it looks at <see cref="AnswerContext.Others"/>: then it is asked when all answers are there, and not before. Default false.</summary>
    bool NeedsOtherAnswers => false;

    /// <summary>Scores one answer.</summary>
    /// <param name="answer">The answer with everything that is known of it.</param>
    /// <param name="cancellationToken">Ends a judge's call; the answer stays, and is scored when the scoring is resumed.</param>
    /// <returns>A score for each of <see cref="Metrics"/>, in their order.</returns>
    ValueTask<IReadOnlyList<Score>> ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken = default);
}
