using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Metrics;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>What stored runs cost, at the prices of a book.</summary>
public static class RunCosts
{
    private const string NoUsage = "the model reported no tokens", FailedWithoutUsage = "the call failed and reported no tokens";

    /// <summary>What each model of a run cost, in the plan's order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="book">The prices.</param>
    /// <param name="pricedAs">Whose prices each model's calls are counted at; null for the model by its own name, or its id at its source where it has one.</param>
    /// <param name="metric">Which metric says what is solved; null for the plan's first. A score from 0 to 1 counts as that share of a task; by a metric with another range or direction a task is solved where the answer passes.</param>
    /// <param name="at">When the calls were made, as far as prices go; null for the time stored with each.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <exception cref="ArgumentException">The run has no such metric, or a score lies outside of [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static IReadOnlyList<ModelCost> Costs(
        this Run run, PriceBook book, Func<RunCandidate, PricedAs>? pricedAs = null, string? metric = null, DateTimeOffset? at = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(book);
        if (run.Metrics.Count == 0) { throw new ArgumentException($"Run '{run.Id}' has no metric, so nothing says what is solved.", nameof(metric)); }
        RunMetric which = run.Metric(metric);
        if (!IsShare(which.Info) && which.Info.EffectivePassMark is null)
        {
            throw new ArgumentException($"The range of {which.Name} has no bounds and it states no pass mark, so nothing says what is solved.", nameof(metric));
        }

        SampleFacts[] samples = [.. run.SampleFacts()];
        return [.. run.Plan.Candidates.Select(candidate => Of(run, book, candidate, pricedAs?.Invoke(candidate) ?? PricedAs.Itself(candidate), which, samples, at, confidence))];
    }

    private static ModelCost Of(Run run, PriceBook book, RunCandidate candidate, PricedAs prices, RunMetric metric, SampleFacts[] samples, DateTimeOffset? at, double confidence)
    {
        List<UsageCost> costs = [];
        List<(double Usd, double Solved, string? Cluster)> tasks = [];
        double solved = 0;
        int withoutScore = 0;
        foreach (AnswerRow answer in run.Facts(candidate.Name))
        {
            UsageCost cost = Price(book, prices, answer, at ?? answer.StartedAt);
            costs.Add(cost);
            double? score = answer.IsError ? 0 : Solved(answer, metric);
            if (score is not { } value)
            {
                withoutScore++;
                continue;
            }

            if (value is not (>= 0 and <= 1)) { throw new ArgumentException($"A score of '{metric.Name}' is {value}; a share of solved tasks lies in [0, 1].", nameof(metric)); }
            solved += value;
            if (cost.TotalUsd is { } usd) { tasks.Add(((double)usd, value, Cluster(samples[answer.Sample]))); }
        }

        CostSum sum = CostSum.Of(costs);
        RatioEstimate perSolved = sum.TotalUsd is null
            ? new RatioEstimate(0, 0, null, null, null, confidence, $"{sum.UnpricedUsages} calls unpriced: {sum.Reasons[0].Key}")
            : ClusteredRatio.Estimate(tasks, confidence);
        return new ModelCost(
            candidate.Name, prices, prices.Unpriced is null ? book.Find(prices.Provider, prices.Model).Model : null, sum,
            sum.Usages > 0 ? sum.TotalUsd / sum.Usages : null,
            perSolved.Ratio is null && sum.TotalUsd is not null && solved == 0 ? perSolved with { Reason = "no task was solved" } : perSolved,
            solved, withoutScore);
    }

    private static bool IsShare(MetricInfo metric) => metric is { Minimum: 0, Maximum: 1, Better: Better.Higher };

    // A score from 0 to 1 is a share of a task; of any other metric a task is solved where the answer passes.
    private static double? Solved(AnswerRow answer, RunMetric metric)
    {
        foreach (ScoreRow score in answer.Scores)
        {
            if (score.Scoring != metric.Scoring || score.Metric != metric.Position) { continue; }
            return score.Value is not { } value ? null : IsShare(metric.Info) ? value : metric.Info.Passes(value) == true ? 1 : 0;
        }

        return null;
    }

    // A sample without a cluster is its own, also where a cluster is called as it is.
    private static string Cluster(SampleFacts sample) => sample.Cluster is { } cluster ? "c:" + cluster : "s:" + sample.Id;

    private static UsageCost Price(PriceBook book, PricedAs prices, AnswerRow answer, DateTimeOffset at)
    {
        if (answer.InputTokens is not { } input || answer.OutputTokens is not { } output) { return UsageCost.Unknown(answer.IsError ? FailedWithoutUsage : NoUsage); }
        Usage usage = answer.CachedInputTokens is { } cached
            ? new Usage { ["input_tokens"] = input, ["output_tokens"] = output, ["cache_read_tokens"] = cached }
            : new Usage(input, output);
        return prices.Cost(book, usage, at);
    }
}
