using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>Prices of calls, as budgets and plans ask for them.</summary>
public static class CallPrices
{
    /// <summary>What a call costs by a book of prices, for <see cref="RunBudget.PriceOfCall"/>.</summary>
    /// <param name="book">The prices.</param>
    /// <param name="pricedAs">Whose prices each candidate's calls are counted at; null for the model by its id at its source, or its own name.</param>
    /// <returns>A price in USD by candidate, prompt tokens, answer tokens and time; null where something has no price.</returns>
    public static Func<RunCandidate, long, long, DateTimeOffset, decimal?> Of(PriceBook book, Func<RunCandidate, PricedAs>? pricedAs = null)
    {
        ArgumentNullException.ThrowIfNull(book);
        return (candidate, input, output, at) =>
        {
            PricedAs prices = pricedAs?.Invoke(candidate) ?? PricedAs.Itself(candidate);
            return prices.Cost(book, new Usage(input, output), at).TotalUsd;
        };
    }
}
