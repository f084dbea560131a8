using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

// llmnb stats ranking, bradley-terry, elo, agreement, pass-at-k and sequential.
public sealed class StatsModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Draws 11, 12 or 21, and 22 with probabilities ¼, ½, ¼: a is above in the first two. Three standard errors are 3·√(¾·¼/40,000).
    [Fact]
    public async Task Ranking_of_two_items_by_hand()
    {
        JsonElement ranking = await Stats("ranking", Lines("model,item,score", "b,1,0", "b,2,0.5", "a,1,1", "a,2,0", "a,3,1", "b,3,NA"), "--resamples", "40000");

        JsonElement best = ranking.GetProperty("models")[0];
        Assert.Equal(("a", "a"), (best.GetProperty("model").GetString(), best.GetProperty("group").GetString()));
        Assert.Equal(0.5, Number(best, "mean"));
        Assert.Equal(0.75, Number(best, "best_probability"), 0.0065);
        Assert.Equal((1.0, 2.0), (Number(best, "rank_low"), Number(best, "rank_high")));
        Assert.Equal((2, 1, 1), (Count(ranking, "items"), Count(ranking, "items_left_out"), Count(ranking, "missing")));
    }

    // SciPy 1.10.1, ttest_rel, of the group paired_t in tests/LlmNotebooks.Tests/Statistics/golden.json; with one pair there is nothing to adjust.
    [Fact]
    public async Task Pairs_of_a_ranking_are_paired_t_tests()
    {
        JsonElement group = JsonElement.Parse(File.ReadAllText(Repository.PathOf("tests", "LlmNotebooks.Core.Tests", "Statistics", "golden.json"))).GetProperty("tests").GetProperty("paired_t");
        string[] rows = [.. group.GetProperty("input").EnumerateObject().Where(side => side.Value.ValueKind == JsonValueKind.Array).SelectMany(side => side.Value.EnumerateArray().Select((score, i) => $"{side.Name},{i},{score}"))];

        JsonElement ranking = await Stats("ranking", Lines(["model,item,score", .. rows]));

        JsonElement pair = ranking.GetProperty("pairs")[0];
        Assert.Equal("b", pair.GetProperty("a").GetString());
        Assert.Equal(Number(group.GetProperty("output"), "p_two_sided"), Number(pair, "p"), 1e-13);
        Assert.Equal(Number(pair, "p"), Number(pair, "p_holm"));
        Assert.Equal(["a", "b"], ranking.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("group").GetString()));
    }

    // Agresti (2002), Categorical Data Analysis, table 10.10: American League 1987; strengths relative to Baltimore as R's BradleyTerry2 prints them
    // (Turner and Firth 2012, J. Stat. Softw. 48(9)).
    [Fact]
    public async Task Bradley_Terry_is_BradleyTerry2s()
    {
        string[] teams = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"];
        int[][] wins = [[0, 7, 9, 7, 7, 9, 11], [6, 0, 7, 5, 11, 9, 9], [4, 6, 0, 7, 7, 8, 12], [6, 8, 6, 0, 6, 7, 10], [6, 2, 6, 7, 0, 7, 12], [4, 4, 5, 6, 6, 0, 6], [2, 4, 1, 3, 1, 7, 0]];
        double[] expected = [1.5814, 1.4364, 1.2945, 1.2476, 1.1077, 0.6839, 0];
        string csv = Lines(["one,two,who", "Detroit,,left", .. teams.SelectMany((winner, i) => teams.SelectMany((loser, j) => Enumerable.Repeat($"{loser},{winner},RIGHT", wins[i][j])))]);

        JsonElement fit = await Stats("bradley-terry", csv, "--left", "one", "--right", "two", "--winner", "who", "--resamples", "200");

        JsonElement[] ratings = [.. fit.GetProperty("ratings").EnumerateArray()];
        Assert.Equal(teams, ratings.Select(rating => rating.GetProperty("name").GetString()));
        Assert.All(ratings.Zip(expected), pair => Assert.Equal(pair.Second, Number(pair.First, "log_strength") - Number(ratings[^1], "log_strength"), 5.1e-5));
        Assert.Equal(1, Count(fit, "missing"));
        Assert.All(ratings, rating => Assert.InRange(Number(rating, "log_strength"), Number(rating, "bootstrap_low"), Number(rating, "bootstrap_high")));
    }

    [Fact]
    public async Task Who_never_loses_has_no_strength_and_people_read_why()
    {
        string csv = Lines("left,right,winner", "a,b,left", "b,c,left", "c,b,tie");

        Finished finished = await CommandLine.RunAsync("stats", "bradley-terry", "--csv", csv);

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("a never lost to b, c", finished.Output, StringComparison.Ordinal);
        Assert.Matches(@"a +1 +1\.0 +— +—", finished.Output);
    }

    // Elo (1978): from equal ratings half of K; then 1/(1 + 10^(−4/400)) is expected of the one 4 points ahead, who loses.
    [Fact]
    public async Task Elo_by_hand()
    {
        JsonElement elo = await Stats("elo", Lines("left,right,winner", "a,b,left", "b,a,left"));

        Assert.Equal(1002 - (4 / (1 + Math.Pow(10, -0.01))), Number(elo.GetProperty("ratings")[1], "rating"), 1e-10);
        Assert.Equal("b", elo.GetProperty("ratings")[0].GetProperty("name").GetString());
    }

    // Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units; the fractions are those of its table.
    [Theory]
    [InlineData("nominal", 113.0 / 152)]
    [InlineData("ordinal", 108577.0 / 133160)]
    [InlineData("interval", 951.0 / 1120)]
    [InlineData("ratio", 18222619.0 / 22852465)]
    public async Task Alpha_is_Krippendorffs_in_rows_and_in_columns(string level, double expected)
    {
        string[][] observers = [.. ((string[])["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."]).Select(line => line.Replace(".", "", StringComparison.Ordinal).Split(' '))];
        string wide = Lines(["A,B,C,D", .. Enumerable.Range(0, 12).Select(unit => string.Join(',', observers.Select(observer => observer[unit])))]);
        string rows = Lines(["unit,coder,value", ",A,1", .. observers.SelectMany((observer, i) => observer.Select((value, unit) => $"{unit},{"ABCD"[i]},{value}"))]);

        JsonElement inColumns = await Stats("agreement", wide, "--coders", "A,B,C,D", "--level", level), inRows = await Stats("agreement", rows, "--level", level);

        Assert.Equal(expected, Number(inColumns, "alpha"), 1e-14);
        Assert.Equal(expected, Number(inRows, "alpha"), 1e-14);
        Assert.Equal((11, 4, 40, 1, 7), (Count(inColumns, "units"), Count(inColumns, "raters"), Count(inColumns, "ratings"), Count(inColumns, "units_left_out"), Count(inColumns, "missing")));
        Assert.Equal(8, Count(inRows, "missing"));
        Assert.True(Number(inRows, "ci_low") < expected && expected < Number(inRows, "ci_high"));
    }

    // statsmodels 0.13.5: inter_rater.cohens_kappa(table, wt).
    [Theory]
    [InlineData("unweighted", 0.6, 0.16880231699305034, 0.26915353818670756, 0.9308464618132921)]
    [InlineData("linear", 0.684210526316, 0.14026689911191406, 0.4092924558333246, 0.9591285967982544)]
    [InlineData("quadratic", 0.777777777778, 0.10665663215514921, 0.5687346200413487, 0.9868209355142069)]
    public async Task Kappa_is_statsmodels(string weights, double expected, double se, double lower, double upper)
    {
        string[] one = "good good bad ok good bad ok ok good bad good ok bad good ok".Split(' '), other = "good ok bad ok good ok ok bad good bad good ok bad ok ok".Split(' ');

        JsonElement kappa = await Stats("agreement", Lines(["x,y", "ok,", .. one.Zip(other, (a, b) => $"{a},{b}")]), "--a", "x", "--b", "y", "--weights", weights, "--order", "bad, ok, good");

        Assert.Equal(expected, Number(kappa, "kappa"), 1e-11);
        Assert.Equal(se, Number(kappa, "se"), 1e-12);
        Assert.Equal(lower, Number(kappa, "ci_low"), 1e-10);
        Assert.Equal(upper, Number(kappa, "ci_high"), 1e-10);
        Assert.Equal((15, 1), (Count(kappa, "units"), Count(kappa, "missing")));
    }

    // 1 − C(n−c, k)/C(n, k) (Chen et al. 2021, arXiv:2107.03374) and C(c, k)/C(n, k) (Yao et al. 2024, arXiv:2406.12045): of 10 attempts with 3 solved.
    [Fact]
    public async Task Pass_at_k_is_the_closed_form_by_counts_and_by_attempts()
    {
        string counts = Lines("item,n,c", "q,10,3", ",1,1"), attempts = Lines(["item,score", .. Enumerable.Range(0, 10).Select(i => $"q,{(i < 3 ? 0.9 : 0.2).ToString(CultureInfo.InvariantCulture)}"), "q,NA"]);

        JsonElement byCounts = await Stats("pass-at-k", counts, "--samples", "n", "--correct", "c", "--k", "1,2,5"), byAttempts = await Stats("pass-at-k", attempts, "--score", "score", "--solved-from", "0.5", "--k", "1,2,5");

        foreach (JsonElement report in (JsonElement[])[byCounts, byAttempts])
        {
            JsonElement at = report.GetProperty("at");
            Assert.Equal(0.3, Number(at[0], "any"), 1e-15);
            Assert.Equal(0.3, Number(at[0], "all"), 1e-15);
            Assert.Equal(3.0 / 45, Number(at[1], "all"), 1e-15);
            Assert.Equal(0.916666666667, Number(at[2], "any"), 1e-12);
            Assert.Equal(1, Count(report, "missing"));
        }
    }

    // a: 1 − C(3,3)/C(5,3) = 0.9 and 0; b: 1 and 1; c has too few attempts.
    [Fact]
    public async Task Pass_at_k_of_items_by_model()
    {
        string csv = Lines("model,item,n,c", "m,a,5,2", "m,b,4,4", "m,c,2,1", "other,a,3,0");

        JsonElement report = await Stats("pass-at-k", csv, "--samples", "n", "--correct", "c", "--k", "3", "--model", "model");

        JsonElement first = report.GetProperty("at")[0], second = report.GetProperty("at")[1];
        Assert.Equal(("m", 0.95, 0.5, 2), (first.GetProperty("model").GetString(), Number(first, "any"), Number(first, "all"), Count(first, "items")));
        Assert.Equal("2 of the 3 attempts that it takes", first.GetProperty("missing_items").GetProperty("c").GetString());
        Assert.Equal(("other", 0.0), (second.GetProperty("model").GetString(), Number(second, "any")));
    }

    // √(c²/(n+c²))·(1 − S²/((n+c²)Σx²))^(−n/2) of 1, 2, 3 with c² = 1, which the effect 1/0.7 standard deviations gives: Lai (1976), Ann. Stat. 4:265–280.
    [Fact]
    public async Task The_sequential_e_value_by_hand()
    {
        JsonElement state = await Stats("sequential", Lines("x", "1", "2", "NA", "3"), "--value", "x", "--method", "normal", "--burn-in", "3", "--effect", "1.4285714285714286", "--sd", "1");

        Assert.Equal(0.5 * Math.Pow(20.0 / 56, -1.5), Number(state, "e_value"), 1e-12);
        Assert.Equal((3, 1, "not decided: go on"), (Count(state, "n"), Count(state, "missing"), state.GetProperty("decision").GetString()));
    }

    // One side's wins only: decided at one row, whichever is first, and it stays decided.
    [Fact]
    public async Task Sequential_says_where_it_stopped()
    {
        string csv = Lines(["a,b", ",1", .. Enumerable.Repeat("1,0", 20), .. Enumerable.Repeat("0,1", 20)]);

        JsonElement forth = await Stats("sequential", csv, "--a", "a", "--b", "b", "--effect", "0.5", "--sd", "0.5"), back = await Stats("sequential", csv, "--a", "b", "--b", "a", "--effect", "0.5", "--sd", "0.5");

        Assert.Equal(("A is better", "B is better"), (forth.GetProperty("decision").GetString(), back.GetProperty("decision").GetString()));
        int at = Count(forth, "decided_at");
        Assert.InRange(at, 6, 12);
        Assert.Equal((at, at + 2), (Count(back, "decided_at"), Count(forth, "decided_line")));
        Assert.True(Number(forth, "p") <= 0.05 && Number(forth, "ci_then_low") > 0);
        Assert.Equal((40, 0.0, 1.0), (Count(forth, "n"), Number(forth, "mean"), Number(forth, "mean_then")));
    }

    [Theory]
    [InlineData("line 2, column 'winner': 'b' is not a winner; write left, right or tie.", "bradley-terry")]
    [InlineData("line 2, column 'winner': 'b' is not a winner; write left, right or tie.", "elo")]
    [InlineData("There is no column 'item'", "pass-at-k", "--score", "score")]
    [InlineData("line 2, column 'c': 5 is not a count; write a whole number from 0 to the 3 attempts.", "pass-at-k", "--item", "left", "--samples", "n", "--correct", "c")]
    [InlineData("'b' rates 'a' twice", "agreement", "--unit", "left", "--coder", "right", "--value", "winner")]
    [InlineData("Category 'b' is not in the order: a, c.", "agreement", "--a", "left", "--b", "right", "--weights", "linear", "--order", "a,c")]
    [InlineData("line 2: difference must be from -1 to 1 (the plan's range), not 3.", "sequential", "--value", "n")]
    [InlineData("A comparison needs at least 2 models, not 1", "ranking", "--model", "left", "--item", "right", "--score", "n")]
    public async Task Wrong_data_fail_with_their_place(string message, string test, params string[] options)
    {
        string csv = Lines("left,right,winner,n,c", "a,b,b,3,5", "a,b,left,3,1");

        Finished finished = await CommandLine.RunAsync(["stats", test, "--csv", csv, .. options]);

        Assert.True(finished.ExitCode == 1, finished.ToString());
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ranking", "--resamples", "1")]
    [InlineData("bradley-terry", "--csv", "x.csv", "--resamples", "50")]
    [InlineData("elo", "--csv", "x.csv", "--scale", "0")]
    [InlineData("agreement", "--csv", "x.csv", "--a", "a")]
    [InlineData("agreement", "--csv", "x.csv", "--a", "a", "--b", "b", "--coders", "a,b")]
    [InlineData("agreement", "--csv", "x.csv", "--a", "a", "--b", "b", "--weights", "linear")]
    [InlineData("agreement", "--csv", "x.csv", "--resamples", "5")]
    [InlineData("pass-at-k", "--csv", "x.csv")]
    [InlineData("pass-at-k", "--csv", "x.csv", "--score", "s", "--samples", "n")]
    [InlineData("pass-at-k", "--csv", "x.csv", "--score", "s", "--k", "0")]
    [InlineData("sequential", "--csv", "x.csv", "--value", "x", "--effect", "1")]
    [InlineData("sequential", "--csv", "x.csv", "--value", "x", "--margin", "-0.1")]
    public async Task Wrong_usage_ends_with_2(params string[] options)
    {
        Finished finished = await CommandLine.RunAsync(["stats", .. options]);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.Contains("--help", finished.Error, StringComparison.Ordinal);
    }

    private static Task<JsonElement> Stats(string test, string csv, params string[] options) => CommandLine.JsonAsync(["stats", test, "--csv", csv, .. options]);

    private string Lines(params string[] lines)
    {
        string path = _folder.File($"{Path.GetRandomFileName()}.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static int Count(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
