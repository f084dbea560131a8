using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Planning;
using LlmNotebooks.Cli.Commands.Stats.Tests;

namespace LlmNotebooks.Cli.Commands.Stats;

/// <summary>llmnb stats: tests and intervals of columns of a CSV file.</summary>
internal static class StatsCommand
{
    /// <summary>Every test there is: a further one is a line here.</summary>
    private static IEnumerable<StatsTest> Tests() =>
    [
        new MeanTest(),
        new ProportionTest(),
        new PairedTTest(),
        new WelchTest(),
        new PermutationStatsTest(),
        new WilcoxonTest(),
        new McNemarTest(),
        new MannWhitneyTest(),
        new BootstrapTest(),
        new ClusterBootstrapTest(),
        new CorrelationTest(),
        new AdjustTest(),
        Planned.ForPower(),
        Planned.ForSampleSize(),
        Planned.ForMinimumEffect(),
        new SequentialTest(),
        new RankingTest(),
        new BradleyTerryTest(),
        new EloTest(),
        new AgreementTest(),
        new PassAtKTest(),
    ];

    public static Command Create()
    {
        Command command = new("stats", "Tests and intervals for columns of a CSV file, and plans for how many items it takes; rows with a missing cell are left out and counted.");
        foreach (StatsTest test in Tests()) { command.Subcommands.Add(test.Create()); }
        return command;
    }
}
