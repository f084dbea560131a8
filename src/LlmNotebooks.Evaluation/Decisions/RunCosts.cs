using LlmNotebooks.Evaluation;
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
    /// <param name="metric">Which metric says what is solved; null for the plan's first. Its scores lie in [0, 1], and one between counts as that share of a task.</param>
    /// <param name="at">When the calls were made, as far as prices go; null for the time stored with each.</param>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    /// <exception cref="ArgumentException">The run has no such metric, or a score lies outside of [0, 1].</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not in (0, 1).</exception>
    public static IReadOnlyList<ModelCost> Costs(
        this Run run, PriceBook book, Func<RunCandidate, PricedAs>? pricedAs = null, string? metric = null, DateTimeOffset? at = null, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(book);
        string which = metric ?? (run.Plan.Metrics.Count > 0 ? run.Plan.Metrics[0] : null) ?? throw new ArgumentException($"Run '{run.Id}' has no metric, so nothing says what is solved.", nameof(metric));
        if (!run.Plan.Metrics.Contains(which, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Run '{run.Id}' has no metric '{which}'; it has {string.Join(", ", run.Plan.Metrics)}.", nameof(metric));
        }

        return [.. run.Plan.Candidates.Select(candidate => Of(run, book, candidate, pricedAs?.Invoke(candidate) ?? PricedAs.Itself(candidate), which, at, confidence))];
    }

    private static ModelCost Of(Run run, PriceBook book, RunCandidate candidate, PricedAs prices, string metric, DateTimeOffset? at, double confidence)
    {
        List<UsageCost> costs = [];
        List<(double Usd, double Solved, string? Cluster)> tasks = [];
        double solved = 0;
        int withoutScore = 0;
        foreach (Answer answer in run.Answers(candidate.Name))
        {
            UsageCost cost = Price(book, prices, answer, at ?? answer.StartedAt);
            costs.Add(cost);
            double? score = answer.IsError ? 0 : answer.ScoreOf(metric);
            if (score is not { } value)
            {
                withoutScore++;
                continue;
            }

            if (value is not (>= 0 and <= 1)) { throw new ArgumentException($"A score of '{metric}' is {value}; a share of solved tasks lies in [0, 1].", nameof(metric)); }
            solved += value;
            if (cost.TotalUsd is { } usd) { tasks.Add(((double)usd, value, answer.Cluster ?? answer.SampleId)); }
        }

        CostSum sum = CostSum.Of(costs);
        RatioEstimate perSolved = sum.TotalUsd is null
            ? new RatioEstimate(0, 0, null, null, null, confidence, $"{sum.UnpricedUsages} calls unpriced: {sum.Reasons[0].Key}")
            : ClusteredRatio.Estimate(tasks, confidence);
        return new ModelCost(
            candidate.Name, prices, book.Find(prices.Provider, prices.Model).Model, sum,
            sum.Usages > 0 ? sum.TotalUsd / sum.Usages : null,
            perSolved.Ratio is null && sum.TotalUsd is not null && solved == 0 ? perSolved with { Reason = "no task was solved" } : perSolved,
            solved, withoutScore);
    }

    private static UsageCost Price(PriceBook book, PricedAs prices, Answer answer, DateTimeOffset at)
    {
        if (answer.InputTokens is not { } input || answer.OutputTokens is not { } output) { return UsageCost.Unknown(answer.IsError ? FailedWithoutUsage : NoUsage); }
        Usage usage = answer.CachedInputTokens is { } cached
            ? new Usage { ["input_tokens"] = input, ["output_tokens"] = output, ["cache_read_tokens"] = cached }
            : new Usage(input, output);
        return book.Cost(prices.Provider, prices.Model, usage, at, prices.Level);
    }
}
