using System.Globalization;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Output;

/// <summary>Estimates of several models for people and for machines.</summary>
internal sealed class EstimateReport(DateTimeOffset now, IReadOnlyList<ModelEstimate> estimates)
{
    private readonly ModelEstimate[] _estimates = [.. estimates.OrderBy(e => e.TotalUsd is null).ThenBy(e => e.TotalUsd).ThenBy(e => e.Label, StringComparer.Ordinal)];

    public object Json() => _estimates.Select(e => new
    {
        Model = e.Label,
        Provider = e.Found.Provider?.Id,
        PricesOf = e.Found.Model?.Id,
        e.TotalUsd,
        e.AtLeastUsd,
        e.Unpriced,
        e.Found.Model?.Source,
        AsOf = e.Found.Model?.AsOf,
        IsOld = e.Found.Model?.IsOld(now),
        Months = e.Months.Select(m => new { m.Month, m.Requests, m.UsageUsd, m.MinimumUsd, m.ChargeUsd, m.AtLeastUsd }),
    });

    public void Write(TextWriter output)
    {
        int months = _estimates.Length == 0 ? 0 : _estimates[0].Months.Count;
        TextTable table = new TextTable().Text("model").Number("first month USD").Number("last month USD")
            .Number(string.Create(CultureInfo.InvariantCulture, $"{months} months USD")).Number("a request USD").Text("prices");
        foreach (ModelEstimate estimate in _estimates)
        {
            MonthlyCost first = estimate.Months[0], last = estimate.Months[^1];
            table.Row(
                estimate.Label, Money(first.ChargeUsd), Money(last.ChargeUsd), Money(estimate.TotalUsd),
                first.ChargeUsd is { } charge && first.Requests > 0 ? Money(charge / first.Requests) : null,
                estimate.Unpriced.Count > 0 ? "unpriced" : estimate.Found.Model!.AgeText(now));
        }

        table.Write(output);
        foreach (ModelEstimate estimate in _estimates.Where(e => e.Unpriced.Count > 0)) { output.WriteLine($"{estimate.Label} is unpriced: {string.Join("; ", estimate.Unpriced)}."); }
    }

    // Little is not nothing.
    private static string? Money(decimal? usd) => usd is { } amount ? Usd.Text(amount).TrimStart('$') : null;
}
