namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What an API charges.</summary>
public sealed record ApiPrices
{
    /// <summary>USD for a million prompt tokens, at least 0.</summary>
    public required decimal InputUsdPerMtok { get; init => field = InputRange.NotNegative.Check(value, nameof(InputUsdPerMtok)); }

    /// <summary>USD for a million answer tokens, at least 0.</summary>
    public required decimal OutputUsdPerMtok { get; init => field = InputRange.NotNegative.Check(value, nameof(OutputUsdPerMtok)); }

    /// <summary>USD for a million prompt tokens that the provider's cache holds, at least 0; null, the default, for the price of any prompt token.</summary>
    public decimal? CachedInputUsdPerMtok
    {
        get;
        init => field = value is { } price ? InputRange.NotNegative.Check(price, nameof(CachedInputUsdPerMtok)) : null;
    }

    /// <summary>USD for a request whatever its tokens, at least 0: what some services charge for a search. Default 0.</summary>
    public decimal UsdPerRequest { get; init => field = InputRange.NotNegative.Check(value, nameof(UsdPerRequest)); }

    /// <summary>USD that a month costs at least, at least 0. Not added to what is used: the larger of the two is charged. Default 0.</summary>
    public decimal MonthlyMinimumUsd { get; init => field = InputRange.NotNegative.Check(value, nameof(MonthlyMinimumUsd)); }

    /// <summary>The prices of a model in a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="provider">Who serves the model; null to tell by the model's name.</param>
    /// <param name="model">The model as the provider calls it.</param>
    /// <param name="workload">What is asked; where prices have tiers, its average request decides.</param>
    /// <param name="at">When.</param>
    /// <param name="level">How urgently it is served.</param>
    /// <exception cref="KeyNotFoundException">The book has no such price; the message says why.</exception>
    public static ApiPrices Of(PriceBook book, string? provider, string model, Workload workload, DateTimeOffset at, ServiceLevel level = ServiceLevel.Standard)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(workload);
        (decimal input, decimal output) = (workload.InputTokensPerRequest, workload.OutputTokensPerRequest);
        return new ApiPrices
        {
            InputUsdPerMtok = book.Rate(provider, model, "input_mtok", input, input, at, level) ?? throw new KeyNotFoundException($"{model} has no price of input_tokens."),
            OutputUsdPerMtok = book.Rate(provider, model, "output_mtok", output, input, at, level) ?? throw new KeyNotFoundException($"{model} has no price of output_tokens."),
            CachedInputUsdPerMtok = book.Rate(provider, model, "cache_read_mtok", input * workload.CachedShare, input, at, level),
            UsdPerRequest = (book.Rate(provider, model, "requests_kcount", 1, input, at, level) ?? 0) / 1_000,
            MonthlyMinimumUsd = book.Find(provider, model).Model?.MonthlyMinimumUsd ?? 0,
        };
    }
}
