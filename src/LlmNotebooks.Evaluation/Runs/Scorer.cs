using LlmNotebooks.Datasets;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>Scores one answer by each metric; what fails, fails for one score only.</summary>
internal sealed class Scorer(IReadOnlyList<IMetric> metrics)
{
    /// <param name="sample">What was asked.</param>
    /// <param name="text">The answer; null where the call failed.</param>
    /// <param name="errorType">How it failed.</param>
    /// <param name="secrets">Taken out of reasons.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled: an answer without its scores would never get them, so it is not kept.</exception>
    public async Task<IReadOnlyList<Score>> ScoreAsync(Sample sample, string? text, string? errorType, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        Score[] scores = new Score[metrics.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = text is null
                ? Score.Missing($"no answer: {errorType}")
                : await ScoreAsync(metrics[i], sample, text, secrets, cancellationToken).ConfigureAwait(false);
        }

        return scores;
    }

    private static async Task<Score> ScoreAsync(IMetric metric, Sample sample, string answer, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        try
        {
            return await metric.ScoreAsync(sample, answer, cancellationToken).ConfigureAwait(false) ?? Score.Missing("the metric returned nothing");
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            return Score.Missing("the metric failed: " + Redaction.Redact($"{e.GetType().Name}: {Failures.Describe(e)}", secrets));
        }
    }
}
