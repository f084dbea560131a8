namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What one option costs month by month, every input at its median.</summary>
/// <remarks>Costs are positive. They are those of the requests whether solved or not, whatever the plan compares by.</remarks>
public sealed record CashFlow
{
    private const decimal NothingAsked = 1e-9m;

    internal CashFlow(ServingOption option, OwnershipPlan plan, IReadOnlyList<CashFlowMonth> months)
    {
        (Option, Kind, Months) = (option.Name, option.Kind, months);
        Requests = months.Sum(month => month.Requests);
        Tokens = Requests * (plan.Workload.InputTokensPerRequest + plan.Workload.OutputTokensPerRequest);
        CostPerRequestUsd = Requests > NothingAsked ? TotalUsd / Requests : null;
        CostPerMtokUsd = Requests > NothingAsked && Tokens > NothingAsked ? TotalUsd / Tokens * 1_000_000 : null;
        CostPerSolvedTask = CostPerRequestUsd is { } cost && option.ShareSolved is { Median: > 0 } share ? PerSolved(cost, share, plan.Confidence) : null;
    }

    /// <summary>Name of the option.</summary>
    public string Option { get; }

    /// <summary>What it is: api, rented, owned.</summary>
    public string Kind { get; }

    /// <summary>Month 0, in which is paid what comes before the first one, and then each month of the horizon.</summary>
    public IReadOnlyList<CashFlowMonth> Months { get; }

    /// <summary>Sum of all costs, USD.</summary>
    public decimal TotalUsd => Months[^1].CumulativeUsd;

    /// <summary>Net present value of the costs, USD: each discounted by (1 + annual rate)^(−month/12).</summary>
    public decimal PresentValueUsd => Months[^1].DiscountedCumulativeUsd;

    /// <summary>Requests over the horizon.</summary>
    public decimal Requests { get; }

    /// <summary>Tokens over the horizon, prompts and answers.</summary>
    public decimal Tokens { get; }

    /// <summary>Total over requests, USD; null where nothing is asked, less than a billionth of a request.</summary>
    public decimal? CostPerRequestUsd { get; }

    /// <summary>Total over millions of tokens, prompts and answers, USD; null where there are none.</summary>
    public decimal? CostPerMtokUsd { get; }

    /// <summary>
    /// Cost per request over the share that is solved, with the interval that the share's makes; null where the share is not known or 0, and where nothing is asked.
    /// </summary>
    public CostRange? CostPerSolvedTask { get; }

    private static CostRange PerSolved(decimal cost, Uncertain share, double confidence)
    {
        if (share.IsFixed) { return new(cost / share.Median, cost / share.Median, cost / share.Median, confidence); }
        decimal most = (decimal)share.Quantile((1 + confidence) / 2), least = (decimal)share.Quantile((1 - confidence) / 2);
        return new(cost / share.Median, cost / most, least > 0 ? cost / least : null, confidence);
    }
}
