using System.Globalization;

namespace Notebooks.Tests;

/// <summary>Notebook 05, executed without a window and looked at in a browser without a network.</summary>
public sealed class HowSureAreWeTests(HowSureAreWeTests.Executed run) : IClassFixture<HowSureAreWeTests.Executed>
{
    public sealed class Executed() : NotebookRun("05-how-sure-are-we");

    [Fact]
    public void It_runs_to_its_end()
    {
        Assert.True(run.Finished.ExitCode == 0, run.Finished.ToString());
        Assert.DoesNotContain(run.Outputs(), output => output.GetProperty("output_type").GetString() is "error");
    }

    // data/models/CARD.md: pico-f16 -> nano-f16 +0.042, clustered standard error 0.019.
    [Fact]
    public void The_difference_is_that_of_the_card()
    {
        Assert.Equal(0.042, Number("skills-nano-f16 − skills-pico-f16", "difference"), tolerance: 5e-4);
        Assert.Equal(0.019, Number("skills-nano-f16 − skills-pico-f16", "se_paired"), tolerance: 5e-4);
        Assert.Equal(1.5, Number("nano, by question", "se") / Number("nano, by answer", "se"), tolerance: 0.1);
    }

    // Two-sided mid-p of 57 or fewer heads in 148 tosses, Python 3.11:
    // 2*sum(comb(148,i) for i in range(58))/2**148 - comb(148,57)/2**148 = 0.00517
    [Fact]
    public void Tests_by_question_agree_and_those_by_answer_are_too_sure()
    {
        Assert.InRange(Number("Wilcoxon", "p"), 0.01, 0.05);
        Assert.InRange(Number("permutation", "p"), 0.01, 0.05);
        Assert.Equal(0.0052, Number("McNemar", "p"), tolerance: 5e-5);
        Assert.InRange(Number("unpaired", "p"), 0.1, 0.3);
        Assert.InRange(Number("sign test", "p"), 0.1, 0.2);
    }

    [Fact]
    public void Three_points_take_more_questions_than_there_are() =>
        Assert.Contains(run.Texts(), text => text.StartsWith("2555 items, in clusters of 3", StringComparison.Ordinal));

    // What is sampled may differ in the last bit between processors: the laws hold on all of them.
    [Fact]
    public void Repetitions_need_fewer_items_and_more_calls()
    {
        Assert.True(Number("8", "items to see 0.05") < Number("1", "items to see 0.05"));
        Assert.True(Number("8", "calls of each model") > Number("1", "calls of each model"));
    }

    [Fact]
    public void A_clear_difference_is_decided_early_and_a_close_one_is_not()
    {
        Assert.Equal("28", run.Cell("micro-q8_0 is better than nano-f16: decided after 28 of 272.", "decided_at"));
        Assert.Equal("148", run.Cell("Between micro-q8_0 and micro-f16 is no difference that matters: decided after 148 of 272.", "decided_at"));
        Assert.Equal("—", run.Cell("nano-f16 and pico-f16: not decided after 272.", "decided_at"));
    }

    [Fact]
    public async Task Every_chart_of_the_report_is_drawn_without_a_network() => await run.AssertChartsAreDrawnAsync(least: 5);

    private double Number(string row, string column) => double.Parse(run.Cell(row, column), CultureInfo.InvariantCulture);
}
