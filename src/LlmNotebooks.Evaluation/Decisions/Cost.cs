using System.Globalization;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>What a candidate costs in some respect; less is better.</summary>
/// <param name="Name">What it is, as it reads in a sentence: "file", "median response time".</param>
/// <param name="Of">The cost of one candidate of a run; null where unknown.</param>
/// <param name="Format">Writes a cost with its unit.</param>
public sealed record Cost(string Name, Func<RunCandidate, ModelSummary, double?> Of, Func<double, string> Format)
{
    /// <summary>Size of the model's file.</summary>
    public static Cost FileSize { get; } = new("file", (candidate, _) => candidate.FileBytes, bytes => bytes.ToString("N0", CultureInfo.InvariantCulture) + " bytes");

    /// <summary>Median time of an answer as the caller saw it.</summary>
    public static Cost ResponseTime { get; } = new("median response time", (_, summary) => summary.LatencyMs?.Median, ms => ms.ToString("0.0", CultureInfo.InvariantCulture) + " ms");

    /// <summary>Price of an average call of the run, in USD.</summary>
    /// <param name="book">The prices.</param>
    /// <param name="pricedAs">Whose prices each candidate's calls are counted at.</param>
    /// <param name="at">When, as far as prices go.</param>
    /// <remarks>The mean prompt and the mean answer of the calls that report their tokens; unknown where none does, or something has no price.</remarks>
    public static Cost OfCall(PriceBook book, Func<RunCandidate, PricedAs> pricedAs, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(pricedAs);
        return new Cost("price of a call", (candidate, summary) => (double?)Price(book, pricedAs(candidate), summary, at), usd => Usd.Text((decimal)usd));
    }

    private static decimal? Price(PriceBook book, PricedAs prices, ModelSummary summary, DateTimeOffset at)
    {
        int calls = summary.Calls - summary.Errors - summary.WithoutUsage;
        if (prices.Unpriced is not null || calls == 0 || summary.InputTokens is not { } input || summary.OutputTokens is not { } output) { return null; }
        Workload average = new() { RequestsPerMonth = 1, InputTokensPerRequest = (decimal)input / calls, OutputTokensPerRequest = (decimal)output / calls };
        return book.MonthlyCosts(prices.Provider, prices.Model, average, at, level: prices.Level)[0].UsageUsd;
    }
}
