using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Decisions;

/// <summary>The cheapest candidate that the evidence shows to be no worse than the best one by more than a margin.</summary>
/// <remarks>
/// The best is the candidate with the best mean score: the highest, or the lowest where lower is better. Every other one is compared with it, paired by
/// sample and clustered, by a test of non-inferiority: it is within the margin δ when the interval of its difference holds nothing worse than δ. The best is only found with the same
/// scores, so the level is corrected for all k(k−1)/2 pairs (Bonferroni): the intervals hold together whichever candidate is best.
/// A missing score could be anything in the metric's range, so an interval spans what the missing ones could make of it; where the range has no
/// bounds, nothing is shown of a candidate with missing scores. "Not distinguishable" alone chooses nothing: with few items everything is; where
/// all items differ alike, the interval has the width that their number allows.
/// Walker and Nowacki (2011), "Understanding equivalence and noninferiority testing", J. Gen. Intern. Med. 26:192–196.
/// </remarks>
public sealed record Choice
{
    private const double DefaultMargin = 0.02;

    /// <summary>The candidate to take.</summary>
    public required string Chosen { get; init; }

    /// <summary>The candidate with the best score.</summary>
    public required string Best { get; init; }

    /// <summary>Every candidate, the best score first, those without any score last.</summary>
    public required IReadOnlyList<ChoiceOption> Options { get; init; }

    /// <summary>The metric that decided.</summary>
    public required string Metric { get; init; }

    /// <summary>Its facts.</summary>
    public required MetricInfo Info { get; init; }

    /// <summary>δ: how much worse than the best is as good, in units of the metric.</summary>
    public required double Margin { get; init; }

    /// <summary>Level at which all the intervals hold together.</summary>
    public required double Confidence { get; init; }

    /// <summary>Samples that the best one answered.</summary>
    public required int Samples { get; init; }

    /// <summary>Clusters of those samples: what is independent of each other.</summary>
    public required int Clusters { get; init; }

    /// <summary>Calls of the run that are stored.</summary>
    public required long Calls { get; init; }

    /// <summary>Calls that the run was to make; more than <see cref="Calls"/> where it is not complete.</summary>
    public required long PlannedCalls { get; init; }

    /// <summary>What is to be cheap.</summary>
    public required Cost Cost { get; init; }

    /// <summary>The decision and its reasons in sentences.</summary>
    public string Words => ChoiceWords.Of(this);

    /// <summary>Decides from a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cost">What is to be cheap: <see cref="Decisions.Cost.FileSize"/>, <see cref="Decisions.Cost.ResponseTime"/>, or your own.</param>
    /// <param name="margin">δ in units of the metric, at least 0 and less than its range. Null, the default: a fiftieth of the range, 0.02 for scores from 0 to 1; needed where the range has no bounds.</param>
    /// <param name="metric">Which metric; null for the run's first.</param>
    /// <param name="confidence">Level at which all the intervals hold together, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="margin"/> or <paramref name="confidence"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">No candidate has a score.</exception>
    public static Choice Among(Run run, Cost cost, double? margin = null, string? metric = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(cost);
        if (metric is null && run.Metrics.Count == 0) { throw new InvalidOperationException($"Run '{run.Id}' has no metric to decide by."); }
        RunMetric which = run.Metric(metric);
        double δ = margin ?? (which.Info.IsBounded ? DefaultMargin * which.Info.Range : throw new ArgumentOutOfRangeException(nameof(margin), margin, $"The range of {which.Name} has no bounds, so the margin must be given."));
        if (!(δ >= 0 && δ < which.Info.Range)) { throw new ArgumentOutOfRangeException(nameof(margin), margin, FormattableString.Invariant($"Must be at least 0 and below {which.Info.Range}, the range of {which.Name}.")); }
        return new NonInferiority(run, which, δ, confidence).Choose(cost);
    }

    /// <summary><see cref="Words"/>.</summary>
    public override string ToString() => Words;
}
