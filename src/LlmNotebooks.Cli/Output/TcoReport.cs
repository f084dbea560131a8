using System.Globalization;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>Total cost of ownership for people and for machines.</summary>
internal static class TcoReport
{
    private const int MostRanges = 8;

    /// <summary>Everything as one JSON value; what is never or missing is null.</summary>
    public static object Json(TcoResult result, IReadOnlyList<ModelPrices> prices, DateTimeOffset at, DateTimeOffset now) => new
    {
        result.File.Plan.HorizonMonths,
        result.File.Plan.DiscountRatePerYear,
        result.File.Plan.Basis,
        result.File.Plan.Confidence,
        result.File.Baseline,
        result.Seed,
        Paths = result.Comparisons.Count > 0 ? result.Comparisons[0].Simulation.Paths : (int?)null,
        Options = FrameOutput.Rows(result.CashFlows.ToSummaryFrame(), result.CashFlows.Select(flow => new { flow.Requests, flow.Tokens, Months = FrameOutput.Rows(flow.ToFrame().Without("option")) })),
        Prices = prices.Select(price => new { Model = price.Id, price.AsOf, IsOld = price.IsOld(now), price.Source, ChangesOn = price.NextChange(at) }),
        Comparisons = result.Comparisons.Select(Comparison),
    };

    /// <summary>The costs as a table, then each comparison in sentences.</summary>
    public static void Write(TcoResult result, IReadOnlyList<ModelPrices> prices, DateTimeOffset at, DateTimeOffset now, TextWriter output)
    {
        OwnershipPlan plan = result.File.Plan;
        output.WriteLine(Invariant($"{plan.HorizonMonths} months, discounted at {100 * plan.DiscountRatePerYear:0.##}% a year, every uncertain input at its median."));
        output.WriteLine();
        FrameOutput.Write(result.CashFlows.ToSummaryFrame(), output);
        if (prices.Count > 0) { output.WriteLine(); }
        foreach (ModelPrices price in prices) { output.WriteLine($"{price.Id}: {price.AgeText(now)}, {price.Source}{Change(price, at)}"); }
        string basis = plan.Basis == CostBasis.Request ? "for all requests" : "for as many solved tasks as there are requests";
        foreach (TcoComparison comparison in result.Comparisons) { Write(comparison, basis, result.Seed, output); }
    }

    private static void Write(TcoComparison comparison, string basis, long seed, TextWriter output)
    {
        (BreakEven exact, BreakEvenSimulation simulation) = (comparison.BreakEven, comparison.Simulation);
        output.WriteLine();
        output.WriteLine($"{exact.Option} against {exact.Than}, {basis}");
        output.WriteLine($"  At the medians: {exact.Words}");
        output.WriteLine($"  Volumes: {Volumes(comparison)}");
        output.WriteLine(Invariant($"  Simulated (seed {seed}): {simulation.Words}"));
        output.WriteLine($"  Discounted saving USD, 5% / 50% / 95%: {Money(simulation.SavingUsd.P5)} / {Money(simulation.SavingUsd.P50)} / {Money(simulation.SavingUsd.P95)}");
        if (comparison.Tornado.Count == 0)
        {
            output.WriteLine("  No input is uncertain, so every path is the same.");
            return;
        }

        output.WriteLine("  What drives the saving, at the low and at the high end of each input:");
        FrameOutput.Write(comparison.Tornado.ToFrame().Without("low", "high"), output);
    }

    private static string Volumes(TcoComparison comparison)
    {
        if (comparison.Volumes is null) { return Invariant($"up to {comparison.VolumeLimit:N0} requests in the first month there are more steps of one machine each than can be examined; give a smaller volume_limit."); }
        if (comparison.Volumes.Count == 0) { return Invariant($"it costs more at every volume up to {comparison.VolumeLimit:N0} requests in the first month."); }
        string ranges = string.Join("; ", comparison.Volumes.Take(MostRanges).Select(range => Invariant($"{range.FromRequestsPerMonth:N0} to {range.ToRequestsPerMonth ?? comparison.VolumeLimit:N0}")));
        string rest = comparison.Volumes.Count > MostRanges ? Invariant($"; and {comparison.Volumes.Count - MostRanges} more ranges") : "";
        return Invariant($"it costs no more at {ranges}{rest} requests in the first month; volumes up to {comparison.VolumeLimit:N0} were examined.");
    }

    private static object Comparison(TcoComparison comparison) => new
    {
        comparison.BreakEven.Option,
        comparison.BreakEven.Than,
        BreakEvenMonth = comparison.BreakEven.Month,
        comparison.BreakEven.SavingUsd,
        comparison.BreakEven.SavingsUsd,
        comparison.BreakEven.Words,
        comparison.VolumeLimit,
        Volumes = comparison.Volumes is null ? null : FrameOutput.Rows(comparison.Volumes.ToFrame()),
        Simulation = new
        {
            ByMonth = FrameOutput.Rows(comparison.Simulation.ToFrame().Without("comparison")),
            comparison.Simulation.ShareNever,
            ShareNeverSe = comparison.Simulation.ShareNeverStandardError,
            comparison.Simulation.ShareSaving,
            BreakEvenMonth = new { P5 = comparison.Simulation.MonthQuantile(0.05), P50 = comparison.Simulation.MonthQuantile(0.5), P95 = comparison.Simulation.MonthQuantile(0.95) },
            comparison.Simulation.SavingUsd,
            comparison.Simulation.CostUsd,
            comparison.Simulation.OtherCostUsd,
            comparison.Simulation.Words,
        },
        Tornado = FrameOutput.Rows(comparison.Tornado.ToFrame()),
    };

    private static string Change(ModelPrices price, DateTimeOffset at) => price.NextChange(at) is { } change
        ? Invariant($"; it is known to change on {change.UtcDateTime:yyyy-MM-dd}, which this plan leaves out: state it as price_decline_per_year, or use later prices with --at")
        : "";

    private static string? Money(double? usd) => usd?.ToString("N0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
