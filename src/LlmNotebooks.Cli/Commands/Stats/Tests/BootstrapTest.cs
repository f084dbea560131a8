using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats bootstrap.</summary>
internal sealed class BootstrapTest : StatsTest
{
    private readonly BootstrapColumns _columns = new();
    private readonly Option<string> _statistic = new("--statistic") { Description = "mean, median, sd or variance.", HelpName = "NAME", DefaultValueFactory = _ => "mean" };
    private readonly ResamplingOptions _resampling = new();
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    public BootstrapTest() => _statistic.AcceptOnlyFromAmong("mean", "median", "sd", "variance");

    protected override string Name => "bootstrap";

    protected override string Description => "Bootstrap intervals, BCa and percentile, of a statistic of independent rows.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _statistic, .. _resampling.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        string statistic = parsed.GetValue(_statistic)!;
        (_, double[] values, _, StatsReport report) = _columns.Read(parsed, "bootstrap");
        (long seed, int resamples, double confidence) = (_resampling.Seed(parsed), _resampling.Resamples(parsed), parsed.GetValue(_confidence));
        BootstrapResult result = Test(() => statistic switch
        {
            "mean" => Bootstrap.Mean(values, seed, resamples, confidence),
            "median" => Bootstrap.Of(values, Median, seed, resamples, confidence),
            "sd" => Bootstrap.Of(values, sample => Math.Sqrt(Variance(sample)), seed, resamples, confidence),
            _ => Bootstrap.Of(values, Variance, seed, resamples, confidence),
        });
        return BootstrapColumns.Finish(report.Add("statistic", statistic), result);
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // Of two values one is left when the other is left out: a single value varies by nothing.
    private static double Variance(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (double value in values) { mean += value / values.Length; }
        foreach (double value in values) { squares += (value - mean) * (value - mean); }
        return squares / Math.Max(1, values.Length - 1);
    }
}
