using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>What one model of a run cost.</summary>
/// <param name="Model">Its name in the run.</param>
/// <param name="PricedAs">Whose prices were taken.</param>
/// <param name="Prices">The prices found; null where there are none.</param>
/// <param name="Cost">Cost of its calls, failed ones included.</param>
/// <param name="PerCallUsd">Mean cost of a call in USD; null where a call has no price, or there is none.</param>
/// <param name="PerSolvedUsd">Dollars for a solved task; its reason says why where there is none.</param>
/// <param name="Solved">Sum of the scores: solved tasks, where a score is 1 or 0. A failed call solved nothing.</param>
/// <param name="WithoutScore">Answered calls whose score is missing; they count neither as solved nor as not, and are not in <paramref name="PerSolvedUsd"/>.</param>
public sealed record ModelCost(
    string Model,
    PricedAs PricedAs,
    ModelPrices? Prices,
    CostSum Cost,
    decimal? PerCallUsd,
    RatioEstimate PerSolvedUsd,
    double Solved,
    int WithoutScore);
