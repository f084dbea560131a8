using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

// llmnb stats power, sample-size and mde.
public sealed class StatsPlanningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // mpmath 1.2.1 and statsmodels 0.13.5, TTestPower() and TTestIndPower(): powers, roots of sizes rounded up, and the root of the effect at 0.8;
    // NormalIndPower() for arcsine, (z₀.₉₇₅ + z₀.₈)²(p₁q₁ + p₂q₂)/(p₁ − p₂)² for wald; SciPy 1.10.1 for the exact McNemar test.
    [Theory]
    [InlineData("power", "power", 0.84394710273741607, "--sd", "1", "--effect", "0.3", "--items", "100")]
    [InlineData("power", "power", 0.84394710273741607, "--sd", "2", "--effect", "-0.6", "--items", "100")]
    [InlineData("sample-size", "items", 34, "--sd", "1", "--effect", "0.5")]
    [InlineData("sample-size", "items", 51, "--sd", "1", "--effect", "0.5", "--confidence", "0.99")]
    [InlineData("sample-size", "items", 19, "--sd", "1", "--effect", "0.8", "--power", "0.9")]
    [InlineData("mde", "effect", 0.199064175407, "--sd", "1", "--items", "200")]
    [InlineData("sample-size", "items", 64, "--test", "t", "--effect", "0.5")]
    [InlineData("sample-size", "items", 64, "--test", "t", "--effect", "5", "--sd", "10")]
    [InlineData("sample-size", "items", 388, "--test", "proportions", "--rate", "0.5", "--effect", "0.1")]
    [InlineData("sample-size", "items", 385, "--test", "proportions", "--rate", "0.5", "--effect", "0.1", "--approximation", "wald")]
    [InlineData("power", "power_exact", 0.7401529030646564, "--test", "mcnemar", "--discordant", "0.4", "--effect", "0.24", "--items", "50")]
    [InlineData("power", "power_exact", 0.8753004831125935, "--test", "mcnemar", "--discordant", "0.2", "--effect", "-0.1", "--items", "200")]
    // Enumerated in Python; Connor (1987) for the approximations.
    [InlineData("power", "power", 0.7401529030646564, "--test", "mcnemar", "--discordant", "0.4", "--effect", "0.24", "--items", "50")]
    [InlineData("sample-size", "items", 658, "--test", "mcnemar", "--discordant", "0.2", "--effect", "0.05")]
    [InlineData("sample-size", "power_exact", 0.8006133243695747, "--test", "mcnemar", "--discordant", "0.2", "--effect", "0.05")]
    [InlineData("sample-size", "items_approximate", 626, "--test", "mcnemar", "--discordant", "0.2", "--effect", "0.05")]
    [InlineData("sample-size", "items", 35, "--test", "mcnemar", "--discordant", "1", "--effect", "0.5")]
    [InlineData("mde", "effect", 0.05, "--test", "mcnemar", "--discordant", "0.2", "--items", "600", "--power", "0.7600474143612412")]
    public async Task Figures_are_those_of_other_packages(string command, string figure, double expected, params string[] options)
    {
        JsonElement report = await CommandLine.JsonAsync(["stats", command, .. options]);

        Assert.Equal(expected, report.GetProperty(figure).GetDouble(), 1e-10);
    }

    [Theory]
    [InlineData("exact test", JsonValueKind.Number, "power", "--items", "100000", "--effect", "0.01")]
    [InlineData("normal approximation", JsonValueKind.Null, "power", "--items", "100001", "--effect", "0.01")]
    [InlineData("normal approximation", JsonValueKind.Null, "sample-size", "--effect", "0.002")]
    [InlineData("exact test", JsonValueKind.Number, "sample-size", "--effect", "0.004")]
    [InlineData("normal approximation", JsonValueKind.Null, "sample-size", "--effect", "0.00396309")]
    public async Task Beyond_the_items_that_are_summed_the_power_is_approximate_and_says_so(string method, JsonValueKind exact, params string[] options)
    {
        JsonElement report = await CommandLine.JsonAsync(["stats", .. options, "--test", "mcnemar", "--discordant", "0.2"]);

        Assert.StartsWith(method, report.GetProperty("method").GetString(), StringComparison.Ordinal);
        Assert.Equal(exact, report.GetProperty("power_exact").ValueKind);
        Assert.Equal(report.GetProperty("power_approximate").GetDouble(), report.GetProperty("power").GetDouble(), 3e-3);
    }

    // What no share can show.
    [Theory]
    [InlineData("--test", "proportions", "--rate", "0.99", "--items", "10")]
    [InlineData("--test", "mcnemar", "--discordant", "0.1", "--items", "20")]
    [InlineData("--discordant", "0.1", "--items", "20")]
    [InlineData("--discordant", "0.2", "--items", "2")]
    public async Task A_difference_that_is_never_found_is_missing_with_a_reason(params string[] options)
    {
        JsonElement report = await CommandLine.JsonAsync(["stats", "mde", .. options]);

        Assert.Equal(JsonValueKind.Null, report.GetProperty("effect").ValueKind);
        Assert.Contains("would be found", report.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    // Differences 0.1, 0.3, 0.2, 0.4: variance 1/60.
    [Fact]
    public async Task A_pilot_in_columns_is_its_standard_deviation()
    {
        string csv = Lines("a,b", "0.5,0.4", "0.6,0.3", "0.8,0.6", "0.9,0.5", "1,");
        string sd = Math.Sqrt(1.0 / 60).ToString("R", System.Globalization.CultureInfo.InvariantCulture);

        JsonElement pilot = await CommandLine.JsonAsync("stats", "sample-size", "--effect", "0.05", "--csv", csv, "--a", "a", "--b", "b"), given = await CommandLine.JsonAsync("stats", "sample-size", "--effect", "0.05", "--sd", sd);

        Assert.Equal(1.0 / 60, pilot.GetProperty("variance_between").GetDouble(), 1e-15);
        Assert.Equal(given.GetProperty("items").GetInt32(), pilot.GetProperty("items").GetInt32());
        Assert.Equal(1, pilot.GetProperty("missing").GetInt32());
    }

    // Means 0.5, 1, 0 against 0: variance ¼, of which ½/3/2 from repetitions; within A squares ½, 0, 0 with three degrees of freedom.
    [Fact]
    public async Task A_pilot_in_rows_knows_what_repetitions_are_worth()
    {
        string csv = Lines("model,item,epoch,score", "a,1,1,1", "a,1,2,0", "a,2,1,1", "a,2,2,1", "a,3,1,0", "a,3,2,0", "b,1,1,0", "b,1,2,0", "b,2,1,0", "b,2,2,0", "b,3,1,0", "b,3,2,0", "b,4,1,NA");

        JsonElement report = await CommandLine.JsonAsync("stats", "mde", "--items", "60", "--repetitions", "4", "--csv", csv, "--a", "a", "--b", "b", "--item", "item", "--repetition", "epoch");

        Assert.Equal(1.0 / 6, report.GetProperty("variance_within").GetDouble(), 1e-15);
        Assert.Equal(Math.Sqrt(0.25 - (1.0 / 12) + (1.0 / 24)), report.GetProperty("sd").GetDouble(), 1e-14);
        Assert.Equal(1, report.GetProperty("missing").GetInt32());
    }

    // Differences 1, 0 | 1, 1 | 0, 0, 0: m = 7/3, mean squares 17/28 between and 1/8 within, m₀ = 16/7; m(1 + v²) = 17/7.
    [Fact]
    public async Task Clusters_of_a_pilot_count()
    {
        string csv = Lines("a,b,doc", "1,0,x", "0,0,x", "1,0,y", "1,0,y", "0,0,z", "0,0,z", "0,0,z");
        double icc = ((17.0 / 28) - (1.0 / 8)) / ((17.0 / 28) + (9.0 / 7 / 8));

        JsonElement report = await CommandLine.JsonAsync("stats", "sample-size", "--effect", "0.1", "--csv", csv, "--a", "a", "--b", "b", "--cluster", "doc");

        Assert.Equal(icc, report.GetProperty("icc").GetDouble(), 1e-14);
        Assert.Equal(1 + (10.0 / 7 * icc), report.GetProperty("design_effect").GetDouble(), 1e-14);
    }

    [Theory]
    [InlineData("--effect", "sample-size", "--sd", "1")]
    [InlineData("--items", "power", "--sd", "1", "--effect", "0.1")]
    [InlineData("in one way", "sample-size", "--effect", "0.1")]
    [InlineData("in one way", "sample-size", "--effect", "0.1", "--sd", "1", "--discordant", "0.2")]
    [InlineData("write it with a decimal point", "sample-size", "--effect", "0,1", "--sd", "1")]
    [InlineData("effect is 0", "sample-size", "--effect", "0", "--sd", "1")]
    [InlineData("strictly between α = 0.05 and 1", "sample-size", "--effect", "0.1", "--sd", "1", "--power", "0.01")]
    [InlineData("--sd does not go with --test mcnemar", "power", "--test", "mcnemar", "--sd", "1", "--effect", "0.1", "--items", "5")]
    [InlineData("--discordant does not go with --test t", "power", "--test", "t", "--discordant", "0.1", "--effect", "0.1", "--items", "5")]
    [InlineData("needs --rate", "power", "--test", "proportions", "--effect", "0.1", "--items", "5")]
    [InlineData("make a share of 1.1", "power", "--test", "proportions", "--rate", "0.9", "--effect", "0.2", "--items", "5")]
    [InlineData("is more than the 0.1 of the items", "power", "--test", "mcnemar", "--discordant", "0.1", "--effect", "0.2", "--items", "5")]
    [InlineData("--effect 0.3 is more than the 0.2 of the items on which the two differ (--discordant)", "power", "--discordant", "0.2", "--effect", "0.3", "--items", "100")]
    [InlineData("is more than the 0.2 of the items", "sample-size", "--discordant", "0.2", "--effect", "-0.3")]
    [InlineData("is more than the 1 of the items", "sample-size", "--discordant", "1", "--effect", "1.5")]
    [InlineData("What repetitions are worth is not known", "mde", "--sd", "1", "--items", "50", "--repetitions", "3")]
    [InlineData("ust be at least 2", "mde", "--sd", "1", "--items", "1")]
    [InlineData("Name the two in the pilot", "mde", "--items", "50", "--csv", "x.csv")]
    public async Task Wrong_usage_ends_with_2_and_says_why(string message, params string[] options)
    {
        Finished finished = await CommandLine.RunAsync(["stats", .. options]);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pilot_that_says_nothing_fails_with_its_reason()
    {
        Finished finished = await CommandLine.RunAsync("stats", "mde", "--items", "50", "--csv", Lines("a,b", "1,0", "1,0"), "--a", "a", "--b", "b");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("differences are all 1", finished.Error, StringComparison.Ordinal);
    }

    private string Lines(params string[] lines)
    {
        string path = _folder.File($"{Path.GetRandomFileName()}.csv");
        File.WriteAllLines(path, lines);
        return path;
    }
}
