using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What is asked in each month of the horizon.</summary>
internal sealed class Demand<T>
    where T : struct, IFloatingPoint<T>
{
    public Demand(Workload workload, int months)
    {
        Requests = new T[months + 1];
        InputTokens = T.CreateChecked(workload.InputTokensPerRequest);
        OutputTokens = T.CreateChecked(workload.OutputTokensPerRequest);
        CachedShare = T.CreateChecked(workload.CachedShare);
    }

    /// <summary>Requests by month; none in month 0.</summary>
    public T[] Requests { get; }

    public int Months => Requests.Length - 1;

    public T InputTokens { get; }

    public T OutputTokens { get; }

    public T CachedShare { get; }

    /// <summary>Average over peak demand.</summary>
    public T LoadFactor { get; private set; }

    /// <summary>Fills the months.</summary>
    public void Set(T firstMonth, T growth, T loadFactor)
    {
        LoadFactor = loadFactor;
        for (int month = 1; month < Requests.Length; month++, firstMonth *= T.One + growth) { Requests[month] = firstMonth; }
    }

    /// <summary>What an API charges for an average request, USD.</summary>
    public T UsdPerRequest(ApiPrices prices)
    {
        T input = T.CreateChecked(prices.InputUsdPerMtok), cached = T.CreateChecked(prices.CachedInputUsdPerMtok ?? prices.InputUsdPerMtok);
        T prompt = InputTokens * (((T.One - CachedShare) * input) + (CachedShare * cached));
        return ((prompt + (OutputTokens * T.CreateChecked(prices.OutputUsdPerMtok))) / T.CreateChecked(1_000_000)) + T.CreateChecked(prices.UsdPerRequest);
    }
}
