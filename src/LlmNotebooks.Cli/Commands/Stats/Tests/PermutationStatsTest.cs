using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats permutation: signs of pairs or clusters flipped, or values dealt anew.</summary>
internal sealed class PermutationStatsTest : StatsTest
{
    private readonly TwoSampleColumns _columns = new();
    private readonly Option<bool> _unpaired = new("--unpaired") { Description = "Takes --a and --b as independent samples, as --value and --group always are. Default: a pair in each row." };
    private readonly Option<string?> _cluster = Clustering.Option();
    private readonly ResamplingOptions _resampling = new();

    protected override string Name => "permutation";

    protected override string Description => "Permutation test of a mean difference A − B: exact where all arrangements can be counted, otherwise by seeded draws.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _unpaired, _cluster, .. _resampling.Options];

    protected override StatsReport Measure(ParseResult parsed)
    {
        (long seed, int resamples) = (_resampling.Seed(parsed), _resampling.Resamples(parsed));
        string? cluster = parsed.GetValue(_cluster);
        if (_columns.IsGrouped(parsed) || parsed.GetValue(_unpaired))
        {
            if (cluster is not null) { throw new UsageException("--cluster flips the signs of paired differences; independent samples have none."); }
            TwoSampleColumns.Samples samples = _columns.Read(parsed);
            PermutationResult dealt = Test(() => PermutationTest.TwoSample(samples.A, samples.B, seed, resamples));
            return Finish(new StatsReport("unpaired permutation").Add("a", samples.NameA).Add("b", samples.NameB).Add("n_a", dealt.Count).Add("n_b", dealt.SecondCount).Add("missing", samples.Missing), dealt);
        }

        PairColumns.Pairs pairs = _columns.ReadPairs(parsed);
        PermutationResult flipped = Test(() =>
        {
            if (cluster is null) { return PermutationTest.Paired(pairs.A, pairs.B, seed, resamples); }
            (ItemScore[] a, ItemScore[] b) = pairs.Items(cluster);
            return PermutationTest.Clustered(a, b, seed, resamples);
        });
        StatsReport report = new StatsReport("paired permutation").Add("a", pairs.NameA).Add("b", pairs.NameB).Add("n", flipped.Count).Add("missing", pairs.Missing);
        return Finish(cluster is null ? report : report.Add("clusters", flipped.Clusters), flipped);
    }

    private static StatsReport Finish(StatsReport report, PermutationResult result) =>
        report.Add("difference", result.Difference).Add("p", result.P).Add("p_greater", result.PGreater).Add("p_less", result.PLess)
            .Add("exact", result.Exact).Add("arrangements", result.Arrangements).Add("seed", result.Seed);
}
