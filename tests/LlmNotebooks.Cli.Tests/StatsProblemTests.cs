using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

// What is missing, what is refused, and how it is said.
public sealed class StatsProblemTests : StatsFiles
{
    [Fact]
    public async Task What_cannot_be_computed_is_missing_with_a_reason()
    {
        JsonElement one = await Stats("mean", Lines(["x", "3", "NA"]), "--value", "x"), constant = await Stats("bootstrap", Lines(["x", "3", "3"]), "--value", "x"), flat = await Stats("correlation", Lines(["x,y", "1,2", "1,3"]), "--a", "x", "--b", "y");

        Assert.Equal(JsonValueKind.Null, one.GetProperty("se").ValueKind);
        Assert.Equal("one value has no standard error", one.GetProperty("reason").GetString());
        AssertFigures(one, ("mean", 3), ("missing", 1));
        AssertFigures(constant, ("ci_low", 3), ("ci_high", 3));
        Assert.Contains("is that point", constant.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("a series does not vary", flat.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_blank_line_of_one_column_is_missing_and_counted()
    {
        AssertFigures(await Stats("mean", Lines(["a", "1", "", "3", ""]), "--value", "a"), ("n", 2), ("missing", 1), ("mean", 2));
        Finished adjusted = await CommandLine.RunAsync("stats", "adjust", "--csv", Lines(["p", "0.1", "", "0.3"]), "--p", "p");

        Assert.Equal(1, adjusted.ExitCode);
        Assert.Contains("line 3, column 'p': a missing p-value cannot be adjusted", adjusted.Error, StringComparison.Ordinal);
    }

    // The largest double is 1.8e308.
    [Theory]
    [InlineData("mean", "--value", "a")]
    [InlineData("bootstrap", "--value", "a")]
    [InlineData("bootstrap", "--a", "b", "--b", "a")]
    [InlineData("paired-t", "--a", "a", "--b", "b")]
    [InlineData("permutation", "--a", "a", "--b", "b")]
    [InlineData("permutation", "--a", "a", "--b", "b", "--unpaired")]
    [InlineData("welch", "--a", "a", "--b", "b")]
    [InlineData("welch", "--value", "a", "--group", "g")]
    [InlineData("wilcoxon", "--a", "a", "--b", "b")]
    [InlineData("mann-whitney", "--a", "a", "--b", "b")]
    [InlineData("correlation", "--a", "a", "--b", "b")]
    [InlineData("sequential", "--a", "a", "--b", "b", "--method", "normal")]
    [InlineData("agreement", "--coders", "a,b", "--level", "interval")]
    public async Task Values_whose_sums_are_no_numbers_are_refused_with_their_place(string test, params string[] options)
    {
        Finished finished = await CommandLine.RunAsync(["stats", test, "--csv", Lines(["a,b,g", "2,3,x", "1e308,-1,y", "1e308,1,x"]), .. options]);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("line 3, column 'a': 1E+308 is beyond ±1e100", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scores_whose_sums_are_no_numbers_are_refused_with_their_item()
    {
        Finished finished = await CommandLine.RunAsync("stats", "ranking", "--csv", Lines(["model,item,score", "a,q1,1e308", "b,q1,1", "a,q2,1", "b,q2,1"]));

        Assert.NotEqual(0, finished.ExitCode);
        Assert.Contains("item 'q1' is 1E+308", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("before 30 differences", "0.3,0.1", "0.4,0.1", "0.1,0.2")]
    [InlineData("do not vary", "0.75,0.5", "0.75,0.5", "0.5,0.25", "--burn-in", "1")]
    public async Task A_sequence_without_an_interval_has_none_and_a_reason(string reason, string first, string second, string third, params string[] options)
    {
        JsonElement report = await Stats("sequential", Lines(["a,b", first, second, third]), ["--a", "a", "--b", "b", "--method", "normal", .. options]);

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (report.GetProperty("ci_low").ValueKind, report.GetProperty("ci_high").ValueKind));
        Assert.Contains(reason, report.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_beyond_any_number_is_missing_with_a_reason()
    {
        JsonElement report = await Stats("sequential", Lines(["x", .. Enumerable.Repeat("1", 4_000)]), "--value", "x");

        Assert.Equal("A is better", report.GetProperty("decision").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("e_value").ValueKind);
        Assert.Contains("larger than any number", report.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    // 0.3 − 0.2 and 0.7 − 0.6 are not the same double; 0.7 three times has no mean that is.
    [Theory]
    [InlineData("paired-t", "a,b", "0.3,0.2", "0.7,0.6", "0.5,0.4")]
    [InlineData("welch", "a,b", "0.7,0.1", "0.7,0.1", "0.7,0.1")]
    public async Task What_does_not_vary_but_for_roundings_has_no_t(string test, params string[] lines)
    {
        JsonElement report = await Stats(test, Lines(lines), "--a", "a", "--b", "b");

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, 0.0), (report.GetProperty("t").ValueKind, report.GetProperty("p").ValueKind, report.GetProperty("se").GetDouble()));
        Assert.Contains("so there is no t", report.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Differences_that_do_not_vary_have_a_mean_and_no_t()
    {
        JsonElement report = await Stats("paired-t", Lines(["a,b", "3,1", "4,2", "5,3"]), "--a", "a", "--b", "b");

        AssertFigures(report, ("n", 3), ("mean_a", 4), ("mean_b", 2), ("difference", 2), ("sd", 0), ("se", 0));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (report.GetProperty("t").ValueKind, report.GetProperty("p").ValueKind));
        Assert.Contains("the same, so there is no t", report.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_for_people_have_no_empty_header()
    {
        Finished finished = await CommandLine.RunAsync("stats", "proportion", "--successes", "1", "--trials", "2");

        Assert.DoesNotContain("─", finished.Output, StringComparison.Ordinal);
        Assert.StartsWith("test", finished.Output.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trials must be at least 1, not 0.", "proportion", "--successes", "0", "--trials", "0")]
    [InlineData("standard deviation must be more than 0, not 0.", "power", "--sd", "0", "--items", "9", "--effect", "1")]
    [InlineData("items must be at least 2 (two clusters), not 1.", "mde", "--sd", "1", "--items", "1")]
    [InlineData("standard deviation must be more than 0 and finite, not 0.", "sequential", "--csv", "x.csv", "--value", "x", "--sd", "0")]
    [InlineData("The effect must be less than the range 1, not 2.", "sequential", "--csv", "x.csv", "--value", "x", "--effect", "2")]
    [InlineData("successes is 5. Successes are from 0 to the 3 trials.", "proportion", "--successes", "5", "--trials", "3")]
    public async Task A_value_out_of_range_is_told_once(string message, params string[] options)
    {
        Finished finished = await CommandLine.RunAsync(["stats", .. options]);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Equal($"llmnb: {message}", finished.Error.Split('\n')[0].TrimEnd());
    }

    [Theory]
    [InlineData("line 3, column 'b': '0,7' is not a finite number", "paired-t", "--a", "a", "--b", "b")]
    [InlineData("line 2, column 'a': 0.5 is not an outcome", "mcnemar", "--a", "a", "--b", "c")]
    [InlineData("There is no column 'd'; the columns are a, b, c", "welch", "--a", "a", "--b", "d")]
    [InlineData("line 3, column 'c': a missing p-value cannot be adjusted", "adjust", "--p", "c")]
    [InlineData("There are 1 values; at least 2 are needed.", "paired-t", "--a", "a", "--b", "c")]
    [InlineData("the column 'b' has no group 'x'; it has 0.5, 0,7.", "mann-whitney", "--value", "a", "--group", "b", "--a", "x", "--b", "y")]
    [InlineData("the column 'c' has 1 group (1); say which two: --a NAME --b NAME.", "mann-whitney", "--value", "a", "--group", "c")]
    public async Task Wrong_data_fail_with_their_place(string message, string test, params string[] options)
    {
        string csv = Lines(["a,b,c", "0.5,0.5,1", "0.6,\"0,7\","]);

        Finished finished = await CommandLine.RunAsync(["stats", test, "--csv", csv, .. options]);

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean")]
    [InlineData("mean", "--csv", "x.csv")]
    [InlineData("proportion")]
    [InlineData("proportion", "--successes", "3")]
    [InlineData("proportion", "--successes", "3", "--trials", "2")]
    [InlineData("proportion", "--successes", "1", "--trials", "2", "--csv", "x.csv", "--value", "v")]
    [InlineData("welch", "--csv", "x.csv", "--a", "a")]
    [InlineData("welch", "--csv", "x.csv", "--value", "a")]
    [InlineData("permutation", "--csv", "x.csv", "--value", "a", "--group", "g", "--cluster", "c")]
    [InlineData("permutation", "--csv", "x.csv", "--a", "a", "--b", "b", "--resamples", "0")]
    [InlineData("bootstrap", "--csv", "x.csv", "--value", "a", "--a", "b")]
    [InlineData("bootstrap", "--csv", "x.csv", "--value", "a", "--statistic", "mode")]
    [InlineData("bootstrap", "--csv", "x.csv", "--value", "a", "--seed", "now")]
    [InlineData("cluster-bootstrap", "--csv", "x.csv", "--value", "a")]
    [InlineData("wilcoxon", "--csv", "x.csv", "--a", "a", "--b", "b", "--zeros", "none")]
    [InlineData("mean", "--csv", "x.csv", "--value", "a", "--confidence", "95")]
    public async Task Wrong_usage_ends_with_2(params string[] options)
    {
        Finished finished = await CommandLine.RunAsync(["stats", .. options]);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains("--help", finished.Error, StringComparison.Ordinal);
    }
}
