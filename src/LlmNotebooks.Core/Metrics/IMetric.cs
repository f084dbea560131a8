namespace LlmNotebooks.Metrics;

/// <summary>Asks one question of an answer and scores it.</summary>
/// <remarks>Implementations are called from several threads at once. A metric that throws gives a missing score with the exception as its reason.</remarks>
public interface IMetric : IScorer
{
    /// <summary>What is known of it: name, version, range, direction, pass mark, parameters.</summary>
    MetricInfo Info { get; }

    /// <inheritdoc/>
    IReadOnlyList<MetricInfo> IScorer.Metrics => [Info];

    /// <summary>Scores one answer.</summary>
    /// <param name="answer">The answer with everything that is known of it.</param>
    /// <param name="cancellationToken">Ends a judge's call; the answer stays, and is scored when the scoring is resumed.</param>
    /// <returns>A number in the metric's stated range, or missing with a reason.</returns>
    ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    ValueTask<IReadOnlyList<Score>> IScorer.ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken)
    {
        ValueTask<Score> score = ScoreAsync(answer, cancellationToken);
        // Blocks nobody: the result is taken only where it is there, as it is at once for a metric that asks no model.
        return score.IsCompletedSuccessfully ? new([score.GetAwaiter().GetResult()]) : One(score);

        static async ValueTask<IReadOnlyList<Score>> One(ValueTask<Score> score) => [await score.ConfigureAwait(false)];
    }
}
