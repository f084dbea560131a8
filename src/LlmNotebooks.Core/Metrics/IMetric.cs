using LlmNotebooks.Datasets;

namespace LlmNotebooks.Metrics;

/// <summary>Asks one question of an answer and scores it.</summary>
/// <remarks>Implementations are called from several threads at once. A metric that throws gives a missing score with the exception as its reason.</remarks>
public interface IMetric
{
    /// <summary>Short lower-case name, unique within a run, used for columns and keys: <c>exact-match</c>.</summary>
    string Name { get; }

    /// <summary>Scores one answer.</summary>
    /// <param name="sample">What was asked, with the target where it has one.</param>
    /// <param name="answer">The model's answer, perhaps empty, never null.</param>
    /// <param name="cancellationToken">Ends a judge's call; the run stops.</param>
    /// <returns>A number in the metric's stated range, or missing with a reason.</returns>
    ValueTask<Score> ScoreAsync(Sample sample, string answer, CancellationToken cancellationToken = default);
}
