using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class CompareTests
{
    private const string GpqaDiamond = "gpqa_diamond_scores.csv";

    // SciPy 1.10.1, scipy.stats.ttest_rel(b, a), and scipy.stats.t.interval(0.95, 14, loc=mean, scale=se).
    private static readonly double[] A = [0.62, 0.71, 0.55, 0.8, 0.67, 0.74, 0.59, 0.88, 0.73, 0.65, 0.78, 0.69, 0.61, 0.83, 0.7];
    private static readonly double[] B = [0.66, 0.7, 0.61, 0.85, 0.69, 0.81, 0.58, 0.91, 0.79, 0.72, 0.76, 0.77, 0.64, 0.92, 0.75];

    [Fact]
    public async Task Scores_from_anywhere_are_compared_as_scipy_does()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllLinesAsync(csv, ["model,item,score", .. Rows("b", B), .. Rows("a", A)], TestContext.Current.CancellationToken);

        JsonElement comparison = await CommandLine.JsonAsync("compare", "--csv", csv, "--a", "b", "--b", "a");

        Assert.Equal(0.0406666666667, Number(comparison, "difference"), 1e-12);
        Assert.Equal(0.00875413734385, Number(comparison, "se_paired"), 1e-12);
        Assert.Equal(4.64542250931, Number(comparison, "t"), 1e-10);
        Assert.Equal(14, Number(comparison, "df"));
        Assert.Equal(0.000378355769424, Number(comparison, "p"), 1e-12);
        Assert.Equal(0.0218909094274, Number(comparison, "ci_low"), 1e-12);
        Assert.Equal(0.0594424239059, Number(comparison, "ci_high"), 1e-12);
        Assert.Equal("a_better", comparison.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Rows_that_are_averaged_though_no_column_names_their_repetition_are_told()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllTextAsync(csv, "model;item;score;epoch\na;1;1;1\na;1;0;2\na;2;1;1\nb;1;0;1\nb;2;1;1\n", TestContext.Current.CancellationToken);

        Finished told = await CommandLine.RunAsync("compare", "--csv", csv, "--json"), named = await CommandLine.RunAsync("compare", "--csv", csv, "--json", "--repetition", "epoch");

        Assert.Contains("model 'a', item '1', lines 2 and 3", told.Error, StringComparison.Ordinal);
        Assert.Contains("--repetition", told.Error, StringComparison.Ordinal);
        Assert.Contains("lines 2 and 3", JsonDocument.Parse(told.Output).RootElement.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(named.Output).RootElement.GetProperty("note").ValueKind);
        Assert.Empty(named.Error);
    }

    [Fact]
    public async Task The_published_figures_of_gpqa_diamond_come_out()
    {
        // stephlinds/evalconfidence, examples: 198 items, 5 epochs, two models; the data stays beside the repository.
        string csv = Path.GetFullPath(Repository.PathOf("..", "shared", "golden", GpqaDiamond));
        if (!File.Exists(csv)) { Assert.Skip($"{GpqaDiamond} is not beside the repository."); }

        JsonElement comparison = await CommandLine.JsonAsync(
            "compare", "--csv", csv, "--model", "model_id", "--item", "item_id", "--score", "score", "--repetition", "epoch",
            "--a", "openai/gpt-5-nano-2025-08-07", "--b", "openai/gpt-5.4-mini-2026-03-17");

        Assert.Equal(.6757575758, Number(comparison.GetProperty("a"), "mean"), 5e-11);
        Assert.Equal(.6171717172, Number(comparison.GetProperty("b"), "mean"), 5e-11);
        Assert.Equal(.0585858586, Number(comparison, "difference"), 5e-11);
        Assert.Equal(.0277884734, Number(comparison, "se_paired"), 5e-11);
    }

    // Differences b − a of 1, 2, 3 and 4: t = 2.5/(1.290994/2) = 3.87298 with 3 degrees of freedom, p = 0.0305 by any table; c is far from both, so that Holm leaves it as it is
    // and Bonferroni's interval is at 98.33 %, whose t is 4.857: 2.5 ± 3.14.
    [Fact]
    public async Task A_pair_that_is_told_apart_although_its_interval_contains_0_is_explained()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("sharp.csv"), apart = folder.File("apart.csv");
        await File.WriteAllTextAsync(file, "model,item,score\na,1,0\na,2,0\na,3,0\na,4,0\nb,1,1\nb,2,2\nb,3,3\nb,4,4\nc,1,1000\nc,2,1001\nc,3,1000\nc,4,1002\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(apart, "model,item,score\na,1,0\na,2,0\na,3,0\na,4,0\nb,1,500\nb,2,502\nb,3,503\nb,4,504\nc,1,1000\nc,2,1001\nc,3,1000\nc,4,1002\n", TestContext.Current.CancellationToken);

        Finished sharp = await CommandLine.RunAsync("compare", "--csv", file), plain = await CommandLine.RunAsync("compare", "--csv", apart), help = await CommandLine.RunAsync("compare", "--help");

        Assert.Matches(@"b − a +2\.5 +0\.6455 +-0\.6 to 5\.6 +0\.0305 +0\.0305 +b is better", sharp.Output);
        Assert.Contains("Note: told apart although the interval contains 0: b − a.", sharp.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Note:", plain.Output, StringComparison.Ordinal);
        Assert.Contains("one may contain 0 although Holm's p tells the two apart", Regex.Replace(help.Output, @"\s+", " "), StringComparison.Ordinal);
    }

    // SciPy 1.10.1, ttest_rel of each pair; statsmodels 0.13.5, multipletests(p, method='holm').
    [Fact]
    public async Task All_models_are_compared_as_scipy_and_statsmodels_do_and_in_words()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllLinesAsync(
            csv,
            [
                "model,item,score",
                .. Rows("c", [0.5, 0.6, 0.4, 0.7, 0.3, 0.6, 0.4, 0.5]), .. Rows("a", [0.9, 0.7, 0.8, 1.0, 0.6, 0.9, 0.8, 0.7]),
                .. Rows("d", [0.4, 0.6, 0.5, 0.5, 0.3, 0.4, 0.5, 0.2]), .. Rows("b", [0.8, 0.7, 0.9, 0.9, 0.5, 0.8, 0.8, 0.6]), "e,0,",
            ],
            TestContext.Current.CancellationToken);

        JsonElement all = await CommandLine.JsonAsync("compare", "--csv", csv), again = await CommandLine.JsonAsync("compare", "--csv", csv, "--seed", "1", "--resamples", "10000");
        Finished printed = await CommandLine.RunAsync("compare", "--csv", csv);

        Assert.Equal(["a", "b", "c", "d", "e"], all.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal(["a", "a", "b", "b", null], all.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("group").GetString()));
        Assert.Equal(JsonValueKind.Null, all.GetProperty("models")[4].GetProperty("mean").ValueKind);
        JsonElement bc = all.GetProperty("pairs")[3];
        Assert.Equal(("b", "c", "a_better"), (bc.GetProperty("a").GetString(), bc.GetProperty("b").GetString(), bc.GetProperty("verdict").GetString()));
        Assert.Equal(0.00156527795317, Number(bc, "p"), 1e-13);
        Assert.Equal(0.00469583385952, Number(bc, "p_holm"), 1e-13);
        Assert.Equal(0.0682096289023, Number(bc, "ci_low"), 1e-12);
        Assert.Equal(all.GetRawText(), again.GetRawText());
        Assert.Equal(0, printed.ExitCode);
        foreach (string part in (string[])["best_probability", "p_holm", "0.0682 to 0.4318", "b is better", "not distinguishable", all.GetProperty("words").GetString()!, "neither ranked nor compared: e."])
        {
            Assert.Contains(part, printed.Output, StringComparison.Ordinal);
        }
    }

    // R: binom.test(8, 8)$p.value is 0.0078125, 2 of 256.
    [Fact]
    public async Task Eight_items_of_1_against_0_are_judged_by_the_sign_test_and_its_p_is_there()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllLinesAsync(csv, ["model,item,score", .. Rows("right", [1, 1, 1, 1, 1, 1, 1, 1]), .. Rows("wrong", [0, 0, 0, 0, 0, 0, 0, 0])], TestContext.Current.CancellationToken);

        JsonElement comparison = await CommandLine.JsonAsync("compare", "--csv", csv, "--a", "right", "--b", "wrong");
        Finished printed = await CommandLine.RunAsync("compare", "--csv", csv, "--a", "right", "--b", "wrong");

        Assert.Equal(("a_better", "sign_test"), (comparison.GetProperty("verdict").GetString(), comparison.GetProperty("decided_by").GetString()));
        Assert.Equal(JsonValueKind.Null, comparison.GetProperty("p").ValueKind);
        Assert.Equal(0.0078125, Number(comparison, "sign_test_p"));
        Assert.Equal(JsonValueKind.Null, comparison.GetProperty("sign_test_reason").ValueKind);
        Assert.Contains("0.0078", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sign_tests_p_is_there_beside_the_t_tests_and_missing_with_a_reason()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv"), apart = folder.File("apart.csv");
        await File.WriteAllLinesAsync(csv, ["model,item,score", .. Rows("b", B), .. Rows("a", A)], TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(apart, ["model,item,score", "a,x,1", "b,y,0"], TestContext.Current.CancellationToken);

        JsonElement both = await CommandLine.JsonAsync("compare", "--csv", csv, "--a", "b", "--b", "a"), none = await CommandLine.JsonAsync("compare", "--csv", apart, "--a", "a", "--b", "b");
        Finished printed = await CommandLine.RunAsync("compare", "--csv", csv, "--a", "b", "--b", "a");

        // B is above A on 12 items and below on 3: 2·(1 + 15 + 105 + 455) of 2¹⁵.
        Assert.Equal(2 * 576 / 32768.0, Number(both, "sign_test_p"), 1e-13);
        Assert.Equal("t", both.GetProperty("decided_by").GetString());
        Assert.DoesNotContain("sign test", printed.Output, StringComparison.Ordinal);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (none.GetProperty("sign_test_p").ValueKind, none.GetProperty("decided_by").ValueKind));
        Assert.Equal("they have no item in common", none.GetProperty("sign_test_reason").GetString());
    }

    // Wilson's closed form where all of n agree: from n/(n + z²) to 1, z = 1.959964 of any table; Newcombe (1998), Stat. Med. 17:857–872, Table I: 0 of 20 is up to 0.1611.
    [Fact]
    public async Task Means_of_right_and_wrong_answers_have_intervals_inside_of_0_to_1_that_do_not_collapse()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllLinesAsync(
            csv,
            ["model,item,score", .. Rows("all", [.. Enumerable.Repeat(1.0, 20)]), .. Rows("most", [.. Enumerable.Repeat(1.0, 18), 0, 0]), .. Rows("none", new double[20])],
            TestContext.Current.CancellationToken);

        JsonElement[] models = [.. (await CommandLine.JsonAsync("compare", "--csv", csv)).GetProperty("models").EnumerateArray()];
        JsonElement pair = await CommandLine.JsonAsync("compare", "--csv", csv, "--a", "all", "--b", "none");

        Assert.Equal(["all", "most", "none"], models.Select(model => model.GetProperty("model").GetString()));
        Assert.Equal((20 / (20 + (1.959964 * 1.959964)), 1), (Number(models[0], "ci_low"), Number(models[0], "ci_high")), Near(1e-6));
        Assert.InRange(Number(models[1], "ci_low"), 0.5, 0.9);
        Assert.InRange(Number(models[1], "ci_high"), 0.9, 1);
        Assert.Equal((0, 0.1611), (Number(models[2], "ci_low"), Number(models[2], "ci_high")), Near(5e-5));
        Assert.Equal(Number(models[0], "ci_low"), Number(pair.GetProperty("a"), "ci_low"));
        Assert.Equal("wilson", pair.GetProperty("b").GetProperty("method").GetString());
    }

    [Theory]
    [InlineData("name two models", "--csv", "scores.csv", "--a", "x")]
    [InlineData("not both", "RUN", "--csv", "scores.csv")]
    [InlineData("alone cannot be compared", "RUN", "a")]
    [InlineData("--a and --b name models of --csv", "RUN", "--a", "a", "--b", "b")]
    [InlineData("--disagreements lists answers of two models", "RUN", "--disagreements")]
    [InlineData("--disagreements lists answers of two models", "RUN", "a", "b", "c", "--disagreements")]
    [InlineData("--resamples must be from 100", "RUN", "--resamples", "99")]
    [InlineData("Say what to compare")]
    public async Task What_cannot_be_compared_is_wrong_usage(string problem, params string[] arguments)
    {
        Finished finished = await CommandLine.RunAsync(["compare", .. arguments]);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(problem, finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_lacks_a_column_is_refused_by_name()
    {
        using TemporaryFolder folder = new();
        string csv = folder.File("scores.csv");
        await File.WriteAllLinesAsync(csv, ["model,question,score", "a,1,0", "b,1,1"], TestContext.Current.CancellationToken);

        Finished finished = await CommandLine.RunAsync("compare", "--csv", csv, "--a", "a", "--b", "b");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("item", finished.Error, StringComparison.Ordinal);
        Assert.Contains("question", finished.Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(string model, double[] scores) =>
        scores.Select((score, item) => string.Create(CultureInfo.InvariantCulture, $"{model},{item},{score}"));

    private static Func<(double, double), (double, double), bool> Near(double tolerance) =>
        (a, b) => Math.Abs(a.Item1 - b.Item1) <= tolerance && Math.Abs(a.Item2 - b.Item2) <= tolerance;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
