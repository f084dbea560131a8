using System.Globalization;
using LlmNotebooks.Decisions;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Output;

/// <summary>What the models of a run cost, for people and for machines.</summary>
internal sealed class RunCostReport(IReadOnlyList<ModelCost> costs, DateTimeOffset now)
{
    public object Json() => costs.Select(c => new
    {
        c.Model,
        PricedAs = c.PricedAs.ToString(),
        c.Prices?.Source,
        c.Prices?.AsOf,
        IsOld = c.Prices?.IsOld(now),
        Calls = c.Cost.Usages,
        c.Cost.TotalUsd,
        c.Cost.AtLeastUsd,
        UnpricedCalls = c.Cost.UnpricedUsages,
        Unpriced = c.Cost.Reasons.ToDictionary(r => r.Key, r => r.Value),
        c.PerCallUsd,
        c.Solved,
        c.WithoutScore,
        PerSolvedUsd = c.PerSolvedUsd.Ratio,
        PerSolvedUsdLow = c.PerSolvedUsd.Lower,
        PerSolvedUsdHigh = c.PerSolvedUsd.Upper,
        c.PerSolvedUsd.Confidence,
        Remark = c.PerSolvedUsd.Reason,
    });

    public void Write(TextWriter output)
    {
        TextTable table = new TextTable().Text("model").Text("priced as").Number("calls").Number("cost").Number("a call").Number("solved").Number("a solved task").Number("from").Number("to").Text("prices");
        foreach (ModelCost c in costs)
        {
            table.Row(
                c.Model, c.PricedAs.ToString(), TextTable.Whole(c.Cost.Usages),
                c.Cost.TotalUsd is { } total ? Usd.Text(total) : c.Cost.AtLeastUsd > 0 ? "at least " + Usd.Text(c.Cost.AtLeastUsd) : null,
                c.PerCallUsd is { } call ? Usd.Text(call) : null, c.Solved.ToString("0.##", CultureInfo.InvariantCulture),
                Dollars(c.PerSolvedUsd.Ratio), Dollars(c.PerSolvedUsd.Lower), Dollars(c.PerSolvedUsd.Upper), c.Prices?.AgeText(now));
        }

        table.Write(output);
        foreach (ModelCost c in costs.Where(c => c.PerSolvedUsd.Reason is not null)) { output.WriteLine($"{c.Model}: {c.PerSolvedUsd.Reason}."); }
    }

    private static string? Dollars(double? usd) => usd is { } value ? Usd.Text((decimal)value) : null;
}
