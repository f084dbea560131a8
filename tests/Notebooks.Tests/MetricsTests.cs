namespace Notebooks.Tests;

/// <summary>Notebook 04, executed without a window and looked at in a browser without a network.</summary>
public sealed class MetricsTests(MetricsTests.Executed run) : IClassFixture<MetricsTests.Executed>
{
    public sealed class Executed() : NotebookRun("04-metrics");

    [Fact]
    public void It_runs_to_its_end()
    {
        Assert.True(run.Finished.ExitCode == 0, run.Finished.ToString());
        Assert.DoesNotContain(run.Outputs(), output => output.GetProperty("output_type").GetString() is "error");
    }

    // By counting: SQuAD's words parcel, arrives, on, Friday and never: precision 4/5, recall 1, F1 8/9. Rouge's five words and never: 5/6 and 1, F1 10/11.
    [Fact]
    public void A_negation_is_liked_better_than_a_paraphrase()
    {
        Assert.Equal("0.8889", run.Cell("wrong: negation", "token-f1"));
        Assert.Equal("0.0000", run.Cell("right: paraphrase", "token-f1"));
        Assert.Equal("0", run.Cell("right: case and point", "exact-match"));
    }

    // The card of the models: pico 0.765 and nano 0.806 by exact match, +0.042 with a clustered standard error of 0.019; t(271) at 95 % is 1.969.
    [Fact]
    public void The_verdict_depends_on_the_metric()
    {
        Assert.Equal("0.042", run.Cell("exact-match", "nano − pico"));
        Assert.Equal("skills-nano-f16 is better", run.Cell("exact-match", "verdict"));
        Assert.Equal("not distinguishable", run.Cell("levenshtein", "verdict"));
        Assert.Equal("not distinguishable", run.Cell("numeric-match", "verdict"));
    }

    // 249 of the data set's 816 targets have a number: 567 do not. 242/249 = 0.9719, 242/816 = 0.2966.
    [Fact]
    public void Missing_scores_are_counted_and_are_no_zeros()
    {
        Assert.Equal("567", run.Cell("skills-micro-q8_0", "missing"));
        Assert.Equal("0.2966", run.Cell("skills-micro-q8_0", "if missing were 0"));
        Assert.Equal("—", run.Cell("sentiment", "numeric-match"));
    }

    [Fact]
    public async Task Every_chart_of_the_report_is_drawn_without_a_network() => await run.AssertChartsAreDrawnAsync(least: 3);
}
