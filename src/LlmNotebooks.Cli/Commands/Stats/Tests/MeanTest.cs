using System.CommandLine;
using System.Text.Json;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats mean: the mean with its interval, by cluster where there are some.</summary>
internal sealed class MeanTest : StatsTest
{
    private readonly SampleColumn _column = new("Column of the values.");
    private readonly Option<string?> _cluster = Clustering.Option();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "mean";

    protected override string Description => "The mean with its standard error and interval (Wilson's for scores that are all 0 or 1, else t); with --cluster, both account for clusters.";

    protected override IEnumerable<Option> Options => [.. _column.Options, _cluster, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        SampleColumn.Sample sample = _column.Read(parsed);
        string? cluster = parsed.GetValue(_cluster);
        MeanEstimate mean = Test(() => ClusteredMean.Estimate(Clustering.Items(sample.Table, sample.Rows, sample.Values, cluster), parsed.GetValue(_confidence)));
        StatsReport report = new StatsReport("mean").Add("column", sample.Column).Add("n", mean.Items).Add("missing", sample.Missing).Add("mean", mean.Mean)
            .Add("sd", mean.SeNaive * Math.Sqrt(mean.Items)).Add("se", mean.Se).Add("method", mean.Interval is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(mean.Method.ToString()));
        if (mean.Method is IntervalMethod.T) { report.Add("df", mean.Clusters - 1); }
        report.Add("confidence", mean.Confidence).Add(mean.Interval);
        if (cluster is not null) { report.Add("clusters", mean.Clusters).Add("se_uncorrected", mean.SeUncorrected).Add("se_naive", mean.SeNaive); }
        return report.Add("reason", mean.Items == 0 ? "no row has a value" : mean.Interval is null ? cluster is null ? "one value has no standard error" : "there are fewer than 2 clusters" : null);
    }
}
