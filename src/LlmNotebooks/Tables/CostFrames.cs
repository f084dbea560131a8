using System.Globalization;
using LlmNotebooks.Decisions;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Tables;

/// <summary>Prices and costs as frames.</summary>
public static class CostFrames
{
    /// <summary>One row for each model of a run.</summary>
    /// <remarks>
    /// Columns: <c>model</c>, <c>priced_as</c>, <c>as_of</c> and <c>source</c> of the prices, <c>calls</c>, <c>total_usd</c> (missing where a call has no price),
    /// <c>at_least_usd</c>, <c>unpriced_calls</c>, <c>per_call_usd</c>, <c>solved</c>, <c>without_score</c>, <c>per_solved_usd</c> with its interval
    /// <c>per_solved_usd_low</c> to <c>per_solved_usd_high</c> (missing where it has no upper end), <c>remark</c>: why one of these is missing.
    /// </remarks>
    public static Frame ToFrame(this IEnumerable<ModelCost> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ModelCost[] rows = [.. costs];
        return Frame.Of(rows)
            .Column("model", c => c.Model, ColumnRole.Key)
            .Column("priced_as", c => c.PricedAs.ToString())
            .Column("as_of", c => Day(c.Prices?.AsOf))
            .Column("calls", c => c.Cost.Usages, Unit.Count)
            .Column("total_usd", c => c.Cost.TotalUsd, Unit.Usd)
            .Column("at_least_usd", c => c.Cost.AtLeastUsd, Unit.Usd)
            .Column("unpriced_calls", c => c.Cost.UnpricedUsages, Unit.Count)
            .Column("per_call_usd", c => c.PerCallUsd, Unit.Usd)
            .Column("solved", c => c.Solved, Unit.Count)
            .Column("without_score", c => c.WithoutScore, Unit.Count)
            .Column("per_solved_usd", c => c.PerSolvedUsd.Ratio, Unit.Usd)
            .Bounds("per_solved_usd", c => c.PerSolvedUsd.Lower, c => c.PerSolvedUsd.Upper, level: FrameIntervals.Level(rows, c => c.PerSolvedUsd.Confidence))
            .Column("source", c => c.Prices?.Source)
            .Column("remark", c => c.PerSolvedUsd.Reason)
            .Build();
    }

    /// <summary>One row for each month.</summary>
    /// <remarks>Columns: <c>month</c>, <c>requests</c>, <c>usage_usd</c>, <c>minimum_usd</c>, <c>charge_usd</c> (missing where something has no price), <c>at_least_usd</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<MonthlyCost> months)
    {
        ArgumentNullException.ThrowIfNull(months);
        return Frame.Of(months)
            .Column("month", m => m.Month, Unit.Months, ColumnRole.Key)
            .Column("requests", m => m.Requests, Unit.Count)
            .Column("usage_usd", m => m.UsageUsd, Unit.Usd)
            .Column("minimum_usd", m => m.MinimumUsd, Unit.Usd)
            .Column("charge_usd", m => m.ChargeUsd, Unit.Usd)
            .Column("at_least_usd", m => m.AtLeastUsd, Unit.Usd)
            .Build();
    }

    /// <summary>One row for each part of a cost.</summary>
    /// <remarks>Columns: <c>unit</c>, <c>count</c>, <c>price_usd</c>, <c>per</c>, <c>cost_usd</c>.</remarks>
    public static Frame ToFrame(this IEnumerable<CostLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Frame.Of(lines)
            .Column("unit", l => l.Unit, ColumnRole.Key)
            .Column("count", l => l.Count, Unit.Count)
            .Column("price_usd", l => l.PriceUsd, Unit.Usd)
            .Column("per", l => l.Per, Unit.Count)
            .Column("cost_usd", l => l.CostUsd, Unit.Usd)
            .Build();
    }

    /// <summary>One row for each model of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="at">The moment at which prices are shown, and their age is counted.</param>
    /// <remarks>
    /// Columns: <c>provider</c>, <c>model</c>, <c>input_usd_per_mtok</c>, <c>cache_read_usd_per_mtok</c>, <c>output_usd_per_mtok</c> (below all
    /// tiers; missing where there is no such price then), <c>tiers</c>, <c>as_of</c>, <c>is_old</c> (older than 90 days), <c>source</c>.
    /// </remarks>
    public static Frame ToFrame(this PriceBook book, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(book);
        return Frame.Of(book.Providers.SelectMany(p => p.Models.Select(m => (Provider: p, Model: m, Prices: m.PeriodAt(at)?.Prices))))
            .Column("provider", e => e.Provider.Id, ColumnRole.Key)
            .Column("model", e => e.Model.Id, ColumnRole.Key)
            .Column("input_usd_per_mtok", e => Price(e.Model, e.Prices, "input_mtok"), Unit.UsdPer("mtok"))
            .Column("cache_read_usd_per_mtok", e => Price(e.Model, e.Prices, "cache_read_mtok"), Unit.UsdPer("mtok"))
            .Column("output_usd_per_mtok", e => Price(e.Model, e.Prices, "output_mtok"), Unit.UsdPer("mtok"))
            .Column("tiers", e => e.Prices?.Values.Any(price => price.Tiers.Count > 0) ?? false)
            .Column("as_of", e => Day(e.Model.AsOf))
            .Column("is_old", e => e.Model.IsOld(at))
            .Column("source", e => e.Model.Source)
            .Build();
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal? Price(ModelPrices model, IReadOnlyDictionary<string, UnitPrice>? prices, string name) =>
        model.IsFree ? 0 : prices?.GetValueOrDefault(name)?.Price;
}
