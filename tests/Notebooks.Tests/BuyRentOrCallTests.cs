namespace Notebooks.Tests;

/// <summary>Notebook 03, executed without a window and looked at in a browser without a network.</summary>
public sealed class BuyRentOrCallTests(BuyRentOrCallTests.Executed run) : IClassFixture<BuyRentOrCallTests.Executed>
{
    public sealed class Executed() : NotebookRun("03-buy-rent-or-call");

    [Fact]
    public void It_runs_to_its_end_and_says_when_and_how_likely()
    {
        Assert.True(run.Finished.ExitCode == 0, run.Finished.ToString());
        Assert.Contains(run.Texts(), text => text.Contains("own H100 never breaks even with rented H100", StringComparison.Ordinal));
        Assert.Contains(run.Texts(), text => text.Contains("of 10,000 paths", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_chart_of_the_report_is_drawn_without_a_network() => await run.AssertChartsAreDrawnAsync(least: 5);
}
