using System.Diagnostics.CodeAnalysis;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Scoring;

/// <summary>Scores one answer by each scorer; what fails, fails for its own scores only.</summary>
internal sealed class ScorerSet
{
    private const double Rounding = 1e-9;

    private readonly IReadOnlyList<IScorer> _scorers;

    /// <exception cref="ArgumentException">Two metrics have one name.</exception>
    public ScorerSet(IReadOnlyList<IScorer> scorers, string parameter)
    {
        _scorers = EvaluatorScorer.Merged(scorers);
        Metrics = [.. _scorers.SelectMany(scorer => scorer.Metrics)];
        NeedsOtherAnswers = _scorers.Any(scorer => scorer.NeedsOtherAnswers);
        if (Metrics.CountBy(metric => metric.Name, StringComparer.Ordinal).FirstOrDefault(name => name.Value > 1).Key is { } twice)
        {
            throw new ArgumentException($"Two metrics are named '{twice}'; give each its own name.", parameter);
        }

        if (Metrics.FirstOrDefault(metric => !(metric.Minimum < metric.Maximum)) is { } empty)
        {
            throw new ArgumentException(FormattableString.Invariant($"The metric '{empty.Name}' says that its scores are from {empty.Minimum} to {empty.Maximum}; the first must be less."), parameter);
        }
    }

    /// <summary>The metrics in the order of the scores.</summary>
    public IReadOnlyList<MetricInfo> Metrics { get; }

    /// <summary>Whether one looks at the other answers to the same sample.</summary>
    public bool NeedsOtherAnswers { get; }

    /// <summary>A score for each metric.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="secrets">Taken out of reasons.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the answer is scored when the scoring is resumed.</exception>
    public async ValueTask<IReadOnlyList<Score>> ScoreAsync(AnswerContext answer, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        if (_scorers.Count == 1) { return await ScoreAsync(_scorers[0], answer, secrets, cancellationToken).ConfigureAwait(false); }
        List<Score> scores = new(Metrics.Count);
        foreach (IScorer scorer in _scorers) { scores.AddRange(await ScoreAsync(scorer, answer, secrets, cancellationToken).ConfigureAwait(false)); }
        return scores;
    }

    /// <summary>The same where there is nothing to score.</summary>
    public IReadOnlyList<Score> Missing(string reason)
    {
        Score[] scores = new Score[Metrics.Count];
        Array.Fill(scores, Score.Missing(reason));
        return scores;
    }

    private static async ValueTask<IReadOnlyList<Score>> ScoreAsync(IScorer scorer, AnswerContext answer, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        int count = scorer.Metrics.Count;
        try
        {
            // A plug-in's may hold nulls whatever its types say.
            IReadOnlyList<Score?>? scores = await scorer.ScoreAllAsync(answer, cancellationToken).ConfigureAwait(false);
            if (scores?.Count != count) { return Alike(count, $"the metric returned {scores?.Count ?? 0} scores where it has {count}"); }
            for (int i = 0; i < count; i++)
            {
                if (!IsWithin(scores[i], scorer.Metrics[i])) { return [.. scores.Select((score, at) => Within(score, scorer.Metrics[at]))]; }
            }

            return scores!;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            return Alike(count, "the metric failed: " + Redaction.Redact($"{e.GetType().Name}: {Failures.Describe(e)}", secrets));
        }
    }

    private static bool IsWithin([NotNullWhen(true)] Score? score, MetricInfo metric)
    {
        // A sum of shares may end a rounding beyond the last of them.
        double slack = metric.IsBounded ? Rounding * metric.Range : 0;
        return score is not null && (score.Value is not { } value || (value >= metric.Minimum - slack && value <= metric.Maximum + slack));
    }

    private static Score Within(Score? score, MetricInfo metric) =>
        IsWithin(score, metric) ? score
        : score is null ? Score.Missing("the metric returned nothing")
        : Score.Missing(FormattableString.Invariant($"the metric returned {score.Value}, and says that its scores are from {metric.Minimum} to {metric.Maximum}"));

    private static Score[] Alike(int count, string reason) => [.. Enumerable.Repeat(Score.Missing(reason), count)];
}
