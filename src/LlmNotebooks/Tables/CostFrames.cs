using LlmNotebooks.Decisions;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tables;

/// <summary>Prices and costs as frames.</summary>
public static class CostFrames
{
    /// <summary>One row for each model of a run.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>priced_as</c>, <c>price_as_of</c>, <c>calls</c>, <c>cost_usd</c> (missing where a call has no price),
    /// <c>at_least_usd</c>, <c>unpriced_calls</c>, <c>per_call_usd</c>, <c>solved</c>, <c>per_solved_usd</c> with its interval
    /// <c>per_solved_usd_low</c> to <c>per_solved_usd_high</c> (missing where it has no upper end), <c>remark</c>.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<ModelCost> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        return Frame.Of(costs)
            .Column("model", c => c.Model)
            .Column("priced_as", c => c.PricedAs.ToString())
            .Column("price_as_of", c => c.Prices?.AsOf?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .Column("calls", c => c.Cost.Usages)
            .Column("cost_usd", c => (double?)c.Cost.TotalUsd)
            .Column("at_least_usd", c => (double)c.Cost.AtLeastUsd)
            .Column("unpriced_calls", c => c.Cost.UnpricedUsages)
            .Column("per_call_usd", c => (double?)c.PerCallUsd)
            .Column("solved", c => c.Solved)
            .Column("per_solved_usd", c => c.PerSolvedUsd.Ratio)
            .Column("per_solved_usd_low", c => c.PerSolvedUsd.Lower)
            .Column("per_solved_usd_high", c => c.PerSolvedUsd.Upper)
            .Column("remark", c => c.PerSolvedUsd.Reason)
            .Build();
    }

    /// <summary>One row for each month.</summary>
    /// <remarks>Columns: <c>month</c>, <c>requests</c>, <c>usage_usd</c>, <c>minimum_usd</c>, <c>charge_usd</c> (missing where something has no price), <c>at_least_usd</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<MonthlyCost> months)
    {
        ArgumentNullException.ThrowIfNull(months);
        return Frame.Of(months)
            .Column("month", m => m.Month)
            .Column("requests", m => (double)m.Requests)
            .Column("usage_usd", m => (double?)m.UsageUsd)
            .Column("minimum_usd", m => (double)m.MinimumUsd)
            .Column("charge_usd", m => (double?)m.ChargeUsd)
            .Column("at_least_usd", m => (double)m.AtLeastUsd)
            .Build();
    }

    /// <summary>One row for each part of a cost.</summary>
    /// <remarks>Columns: <c>unit</c>, <c>count</c>, <c>price_usd</c>, <c>per</c>, <c>cost_usd</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<CostLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Frame.Of(lines)
            .Column("unit", l => l.Unit)
            .Column("count", l => (double)l.Count)
            .Column("price_usd", l => (double)l.PriceUsd)
            .Column("per", l => l.Per)
            .Column("cost_usd", l => (double)l.CostUsd)
            .Build();
    }

    /// <summary>One row for each model of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="at">The moment at which prices are shown, and their age is counted.</param>
    /// <remarks>
    /// Columns: <c>provider</c>, <c>model</c>, <c>input_usd_per_mtok</c>, <c>cache_read_usd_per_mtok</c>, <c>output_usd_per_mtok</c> (below all
    /// tiers; missing where there is no such price then), <c>tiers</c>, <c>as_of</c>, <c>old</c> (older than 90 days), <c>source</c>.
    /// </remarks>
    public static Frame ToFrame(this PriceBook book, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Frame.Of(book.Providers.SelectMany(p => p.Models.Select(m => (Provider: p, Model: m, Prices: m.PeriodAt(at)?.Prices))))
            .Column("provider", e => e.Provider.Id)
            .Column("model", e => e.Model.Id)
            .Column("input_usd_per_mtok", e => Price(e.Model, e.Prices, "input_mtok"))
            .Column("cache_read_usd_per_mtok", e => Price(e.Model, e.Prices, "cache_read_mtok"))
            .Column("output_usd_per_mtok", e => Price(e.Model, e.Prices, "output_mtok"))
            .Column("tiers", e => e.Prices?.Values.Any(price => price.Tiers.Count > 0) ?? false)
            .Column("as_of", e => e.Model.AsOf?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            .Column("old", e => e.Model.IsOld(at))
            .Column("source", e => e.Model.Source)
            .Build();
    }

    private static double? Price(ModelPrices model, IReadOnlyDictionary<string, UnitPrice>? prices, string name) =>
        model.IsFree ? 0 : (double?)prices?.GetValueOrDefault(name)?.Price;
}
