using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats cluster-bootstrap.</summary>
internal sealed class ClusterBootstrapTest : StatsTest
{
    private readonly BootstrapColumns _columns = new();
    private readonly Option<string?> _cluster = Clustering.Option(required: true);
    private readonly ResamplingOptions _resampling = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "cluster-bootstrap";

    protected override string Description => "Bootstrap intervals of a mean, or a mean difference, of rows that share clusters: whole clusters are drawn.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _cluster, .. _resampling.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        (CsvTable table, double[] values, int[] rows, StatsReport report) = _columns.Read(parsed, "cluster bootstrap");
        ItemScore[] items = Clustering.Items(table, rows, values, parsed.GetValue(_cluster));
        BootstrapResult result = Test(() => Bootstrap.ClusteredMean(items, _resampling.Seed(parsed), _resampling.Resamples(parsed), parsed.GetValue(_confidence)));
        return BootstrapColumns.Finish(report.Add("clusters", result.Clusters), result);
    }
}
