using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Cli.Tests;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(30, 12, true, "30 of 40 answers, 1 error, 10/s, 12 scored, 0:00:01 left")]
    [InlineData(30, 30, true, "30 of 40 answers, 1 error, 10/s, 0:00:01 left")]
    [InlineData(30, 0, false, "30 of 40 answers, 1 error, 10/s, 0:00:01 left")]
    [InlineData(40, 39, true, "40 of 40 answers, 1 error, 10/s, 39 scored")]
    public void Scores_are_told_where_they_lag_behind(long done, long scored, bool isScored, string line)
    {
        StringWriter error = new();

        new ProgressLine(error, terminal: false).Report(Progress(done, scored, isScored));

        Assert.Equal(line, error.ToString().TrimEnd());
    }

    [Fact]
    public void On_a_terminal_the_line_ends_once_with_the_last_score()
    {
        StringWriter error = new();
        ProgressLine line = new(error, terminal: true);

        foreach (long scored in (long[])[20, 39, 40]) { line.Report(Progress(40, scored, isScored: true)); }

        Assert.Equal(1, error.ToString().Split(Environment.NewLine).Length - 1);
        Assert.EndsWith(Environment.NewLine, error.ToString(), StringComparison.Ordinal);
    }

    private static RunProgress Progress(long done, long scored, bool isScored) =>
        new("r", done, 40, 1, TimeSpan.FromSeconds(4), 10, []) { Scored = scored, IsScored = isScored };
}
