using System.Globalization;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>Estimates of several models for people and for machines.</summary>
internal sealed class EstimateReport(DateTimeOffset now, IReadOnlyList<ModelEstimate> estimates)
{
    private readonly ModelEstimate[] _estimates = [.. estimates.OrderBy(e => e.TotalUsd is null).ThenBy(e => e.TotalUsd).ThenBy(e => e.Label, StringComparer.Ordinal)];

    public void Write(OutputFormat format, TextWriter output, TextWriter error)
    {
        Frame frame = Table();
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, FrameOutput.Rows(frame, _estimates.Select(e => new { Provider = e.Found.Provider?.Id, PricesOf = e.Found.Model?.Id, e.Unpriced, e.Found.Model?.Source, Months = FrameOutput.Rows(e.Months.ToFrame()) })));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(frame, output);
                WriteUnpriced(error);
                break;
            default:
                FrameOutput.Write(frame.Without("at_least_usd", "as_of", "is_old"), output);
                WriteUnpriced(output);
                break;
        }
    }

    private Frame Table() => Frame.Of(_estimates)
        .Column("model", e => e.Label, ColumnRole.Key)
        .Column("total_usd", e => e.TotalUsd, Unit.Usd)
        .Column("first_month_usd", e => e.Months[0].ChargeUsd, Unit.Usd)
        .Column("last_month_usd", e => e.Months[^1].ChargeUsd, Unit.Usd)
        .Column("cost_per_request_usd", e => e.Months.Sum(m => m.Requests) is > 0 and var requests ? e.TotalUsd / requests : null, Unit.Usd)
        .Column("at_least_usd", e => e.AtLeastUsd, Unit.Usd)
        .Column("as_of", e => e.Found.Model?.AsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        .Column("is_old", e => e.Found.Model?.IsOld(now))
        .Column("remark", e => e.Unpriced.Count > 0 ? "unpriced" : e.Found.Model?.AgeText(now))
        .Build();

    private void WriteUnpriced(TextWriter output)
    {
        foreach (ModelEstimate estimate in _estimates.Where(e => e.Unpriced.Count > 0)) { output.WriteLine($"{estimate.Label} is unpriced: {string.Join("; ", estimate.Unpriced)}."); }
    }
}
