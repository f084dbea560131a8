namespace Notebooks.Tests;

/// <summary>Notebook 02, executed without a window and looked at in a browser without a network.</summary>
public sealed class WhatDoesItCostTests(WhatDoesItCostTests.Executed run) : IClassFixture<WhatDoesItCostTests.Executed>
{
    public sealed class Executed() : NotebookRun("02-what-does-it-cost");

    [Fact]
    public void It_runs_to_its_end_and_decides()
    {
        Assert.True(run.Finished.ExitCode == 0, run.Finished.ToString());
        Assert.Contains("Take skills-micro", run.Texts().Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_price_is_said() =>
        Assert.Contains(run.Texts(), text => text.Contains("unpriced; no price of model 'gpt-6-lunar'", StringComparison.Ordinal));

    [Fact]
    public async Task Every_chart_of_the_report_is_drawn_without_a_network() => await run.AssertChartsAreDrawnAsync(least: 2);
}
