using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

// Inputs and outputs, of SciPy 1.10.1 and statsmodels 0.13.5, are those of tests/LlmNotebooks.Tests/Statistics/golden.json.
public sealed class StatsTests : StatsFiles
{
    [Fact]
    public async Task Mean_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("mean_se_t_ci");

        JsonElement mean = await Stats("mean", Columns(("x", Numbers(input, "x"))), "--value", "x", "--confidence", "0.99");

        AssertFigures(mean, ("n", 20), ("missing", 0), ("mean", Number(output, "mean")), ("sd", Number(output, "sd")), ("se", Number(output, "se")), ("df", 19),
            ("ci_low", Numbers(output, "ci99")[0]), ("ci_high", Numbers(output, "ci99")[1]));
    }

    [Fact]
    public async Task Mean_by_cluster_is_the_closed_form()
    {
        (JsonElement input, JsonElement output) = Group("clustered_se");
        string csv = Lines(["score,group", .. input.GetProperty("clusters").EnumerateObject().SelectMany(cluster => cluster.Value.EnumerateArray().Select(score => $"{score},{cluster.Name}"))]);

        JsonElement mean = await Stats("mean", csv, "--value", "score", "--cluster", "group");

        AssertFigures(mean, ("mean", Number(output, "mean")), ("clusters", 4), ("se_uncorrected", Number(output, "se_clustered")), ("se_naive", Number(output, "se_plain_ddof1")));
    }

    [Fact]
    public async Task Proportions_are_statsmodels_by_counts_and_by_file()
    {
        foreach (JsonElement row in Group("proportion_ci95").Output.EnumerateArray())
        {
            (int k, int n) = (row.GetProperty("k").GetInt32(), row.GetProperty("n").GetInt32());
            (string, double)[] expected =
            [
                ("proportion", (double)k / n), ("ci_low", Numbers(row, "wilson")[0]), ("ci_high", Numbers(row, "wilson")[1]),
                ("clopper_pearson_low", Numbers(row, "beta")[0]), ("clopper_pearson_high", Numbers(row, "beta")[1]),
            ];

            JsonElement counts = await CommandLine.JsonAsync("stats", "proportion", "--successes", $"{k}", "--trials", $"{n}");
            JsonElement file = await Stats("proportion", Lines(["solved", "NA", .. Enumerable.Range(0, n).Select(i => i < k ? "true" : "0")]), "--value", "solved");

            AssertFigures(counts, expected);
            AssertFigures(file, [.. expected, ("missing", 1)]);
        }
    }

    [Fact]
    public async Task Paired_t_is_SciPys_and_drops_incomplete_pairs()
    {
        (JsonElement input, JsonElement output) = Group("paired_t");
        double[] a = Numbers(input, "a"), b = Numbers(input, "b");

        JsonElement test = await Stats("paired-t", Columns(("a", [.. a, 3, null, null]), ("b", [.. b, null, 5, null])), "--a", "b", "--b", "a");

        AssertFigures(test, ("n", 15), ("missing", 3), ("t", Number(output, "t")), ("df", 14), ("p", Number(output, "p_two_sided")), ("p_greater", Number(output, "p_greater")),
            ("difference", Number(output, "mean_difference")), ("se", Number(output, "se")), ("ci_low", Numbers(output, "ci95")[0]), ("ci_high", Numbers(output, "ci95")[1]), ("cohen_dz", Number(output, "cohen_dz")));
    }

    [Fact]
    public async Task Welch_is_SciPys_in_columns_and_in_groups()
    {
        (JsonElement input, JsonElement output) = Group("welch_t");
        double[] a = Numbers(input, "a"), b = Numbers(input, "b");
        (string, double)[] expected = [("t", Number(output, "t")), ("df", Number(output, "df")), ("p", Number(output, "p_two_sided")), ("n_a", 15), ("n_b", 15)];
        string columns = Columns(("a", a), ("b", b)), groups = Lines(["model,score", .. b.Select(value => Invariant($"second,{value}")), ",0.5", "second,", .. a.Select(value => Invariant($"first,{value}")), "third,9"]);

        AssertFigures(await Stats("welch", columns, "--a", "b", "--b", "a"), [.. expected, ("missing", 0)]);
        AssertFigures(await Stats("welch", groups, "--value", "score", "--group", "model", "--a", "second", "--b", "first"), [.. expected, ("missing", 2)]);
        AssertFigures(await Stats("welch", columns, "--a", "b", "--b", "a", "--equal-variances"), ("t", Number(output, "student_t")), ("p", Number(output, "student_p")), ("df", 28));
    }

    [Fact]
    public async Task Permutation_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("paired_permutation_exact");
        string csv = Columns(("a", Numbers(input, "a")), ("b", Numbers(input, "b")));

        JsonElement test = await Stats("permutation", csv, "--a", "b", "--b", "a");

        AssertFigures(test, ("difference", Number(output, "statistic")), ("p", Number(output, "p_two_sided_abs")), ("arrangements", 1024));
        Assert.True(test.GetProperty("exact").GetBoolean());
        Assert.Equal(JsonValueKind.Null, test.GetProperty("seed").ValueKind);
    }

    // Efron and Tibshirani (1993), table 2.1: sixteen mice; SciPy 1.10.1, permutation_test(…, n_resamples=inf), one-sided 0.1409965034965035.
    [Fact]
    public async Task Unpaired_permutation_is_SciPys()
    {
        string csv = Columns(("treated", [94, 197, 16, 38, 99, 141, 23, null, null]), ("control", [52, 104, 146, 10, 51, 30, 40, 27, 46]));

        AssertFigures(await Stats("permutation", csv, "--a", "treated", "--b", "control", "--unpaired"), ("n_a", 7), ("n_b", 9), ("p_greater", 0.1409965034965035), ("arrangements", 11_440));
    }

    [Fact]
    public async Task Clusters_are_flipped_whole()
    {
        string csv = Lines(["a,b,doc", "1,0,x", "1,0,x", "1,0,x", "1,0,y", "1,0,y"]);

        AssertFigures(await Stats("permutation", csv, "--a", "a", "--b", "b", "--cluster", "doc"), ("p", 0.5), ("clusters", 2), ("arrangements", 4));
    }

    [Fact]
    public async Task Wilcoxon_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("wilcoxon_exact");
        (JsonElement tied, JsonElement normal) = Group("wilcoxon_ties_zeros_normal");
        double[] differences = Numbers(input, "differences"), ties = Numbers(tied, "differences");

        JsonElement exact = await Stats("wilcoxon", Columns(("a", differences), ("b", new double[differences.Length])), "--a", "a", "--b", "b");

        AssertFigures(exact, ("w", Number(output, "w_min")), ("w_plus", Number(output, "w_plus")), ("p", Number(output, "p_two_sided")), ("p_greater", Number(output, "p_greater")));
        Assert.True(exact.GetProperty("exact").GetBoolean());
        string csv = Columns(("a", ties), ("b", new double[ties.Length]));
        foreach ((string rule, string name) in ((string, string)[])[("wilcoxon", "wilcox"), ("pratt", "pratt"), ("split", "zsplit")])
        {
            AssertFigures(await Stats("wilcoxon", csv, "--a", "a", "--b", "b", "--zeros", rule), ("zeros", 3), ("p", Number(normal.GetProperty($"{name}_plain"), "p_two_sided")));
            AssertFigures(await Stats("wilcoxon", csv, "--a", "a", "--b", "b", "--zeros", rule, "--continuity", "true"), ("p", Number(normal.GetProperty($"{name}_corrected"), "p_two_sided")));
        }
    }

    [Theory]
    [InlineData("mcnemar_small")]
    [InlineData("mcnemar_large")]
    [InlineData("mcnemar_none")]
    public async Task McNemar_is_statsmodels(string group)
    {
        (JsonElement input, JsonElement output) = Group(group);
        int[] counts = [.. input.GetProperty("table").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(cell => cell.GetInt32()))];
        string[] pairs = ["1,1", "1,0", "0,1", "0,0"];

        JsonElement test = await Stats("mcnemar", Lines(["a,b", .. counts.SelectMany((count, i) => Enumerable.Repeat(pairs[i], count))]), "--a", "a", "--b", "b");

        AssertFigures(test, ("only_a", counts[1]), ("only_b", counts[2]), ("p_exact", Number(output, "exact_p")), ("p_mid", Number(output, "mid_p")));
        if (!output.TryGetProperty("chi2", out JsonElement chi2)) { return; }
        AssertFigures(test, ("chi2", Number(chi2, "statistic")), ("p_chi2", Number(chi2, "p")), ("chi2_corrected", Number(output.GetProperty("chi2_corrected"), "statistic")), ("p_chi2_corrected", Number(output.GetProperty("chi2_corrected"), "p")));
    }

    [Fact]
    public async Task Mann_Whitney_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("mann_whitney");
        (JsonElement tied, JsonElement normal) = Group("mann_whitney_ties");
        string csv = Columns(("x", Numbers(input, "x")), ("y", Numbers(input, "y"))), ties = Columns(("x", Numbers(tied, "x")), ("y", Numbers(tied, "y")));

        AssertFigures(await Stats("mann-whitney", csv, "--a", "x", "--b", "y"), ("u", Number(output, "u1")), ("p", Number(output, "p_exact")), ("auc", Number(output, "auc")), ("n_a", 7), ("n_b", 8));
        AssertFigures(await Stats("mann-whitney", csv, "--a", "x", "--b", "y", "--method", "normal"), ("p", Number(output, "p_normal_corrected")));
        AssertFigures(await Stats("mann-whitney", csv, "--a", "x", "--b", "y", "--method", "normal", "--continuity", "false"), ("p", Number(output, "p_normal")));
        AssertFigures(await Stats("mann-whitney", ties, "--a", "x", "--b", "y"), ("u", Number(normal, "u1")), ("p", Number(normal, "p_normal_corrected")));
    }

    // SciPy draws other resamples: within 0.002 at 200,000 of them.
    [Fact]
    public async Task Bootstrap_is_SciPys()
    {
        (JsonElement input, JsonElement output) = Group("bootstrap_random_bca");
        string csv = Lines(["x,doc", .. Numbers(input, "x").Select((value, i) => Invariant($"{value},d{i}"))]);

        foreach (string[] command in (string[][])[["bootstrap"], ["cluster-bootstrap", "--cluster", "doc"]])
        {
            JsonElement test = await Stats(command[0], csv, [.. command[1..], "--value", "x", "--resamples", "200000", "--seed", "5"]);

            Assert.Equal(Numbers(output, "bca95")[0], Number(test, "ci_low"), 0.002);
            Assert.Equal(Numbers(output, "bca95")[1], Number(test, "ci_high"), 0.002);
            Assert.Equal(Numbers(output, "percentile95")[0], Number(test, "percentile_low"), 0.002);
            Assert.Equal(Numbers(output, "percentile95")[1], Number(test, "percentile_high"), 0.002);
            AssertFigures(test, ("n", 20), ("resamples", 200_000), ("seed", 5), ("estimate", 0.74));
        }
    }

    [Fact]
    public async Task Bootstrap_of_differences_and_other_statistics()
    {
        string csv = Lines(["a,b,doc", "1,0,x", "0.5,0.25,x", ",1,y", "1,0.5,y", "0,1,z"]);

        AssertFigures(await Stats("bootstrap", csv, "--a", "a", "--b", "b"), ("n", 4), ("missing", 1), ("estimate", 0.1875));
        AssertFigures(await Stats("cluster-bootstrap", csv, "--a", "a", "--b", "b", "--cluster", "doc"), ("clusters", 3), ("missing", 1), ("estimate", 0.1875));
        AssertFigures(await Stats("bootstrap", csv, "--value", "b", "--statistic", "median"), ("n", 5), ("estimate", 0.5));
        AssertFigures(await Stats("bootstrap", csv, "--value", "a", "--statistic", "variance"), ("estimate", 0.6875 / 3));
        AssertFigures(await Stats("bootstrap", csv, "--value", "a", "--statistic", "sd"), ("estimate", Math.Sqrt(0.6875 / 3)));
    }

    [Theory]
    [InlineData("correlation")]
    [InlineData("correlation_ties")]
    public async Task Correlations_are_SciPys(string group)
    {
        (JsonElement input, JsonElement output) = Group(group);

        JsonElement test = await Stats("correlation", Columns(("x", Numbers(input, "x")), ("y", Numbers(input, "y"))), "--a", "x", "--b", "y");

        AssertFigures(test, [.. ((string[])["pearson", "pearson_p", "spearman", "spearman_p", "kendall_tau_b", "kendall_p"]).Select(name => (name, Number(output, name)))]);
    }

    [Theory]
    [InlineData("adjusted_p")]
    [InlineData("adjusted_p_unsorted_ties")]
    public async Task Adjusted_p_values_are_statsmodels(string group)
    {
        (JsonElement input, JsonElement output) = Group(group);

        JsonElement test = await Stats("adjust", Columns(("p", Numbers(input, "p"))), "--p", "p");

        foreach ((string ours, string theirs) in ((string, string)[])[("holm", "holm"), ("bh", "fdr_bh"), ("bonferroni", "bonferroni")])
        {
            Assert.All(Numbers(test, ours).Zip(Numbers(output, theirs)), pair => Assert.Equal(pair.Second, pair.First, 1e-11));
            Assert.Equal(Numbers(input, "p").Length, Numbers(test, ours).Length);
        }
    }

    [Fact]
    public async Task People_read_the_same_figures()
    {
        Finished finished = await CommandLine.RunAsync("stats", "adjust", "--csv", Lines(["test,p", "length,0.01", "tone,0.04"]), "--p", "p", "--label", "test");
        Finished interval = await CommandLine.RunAsync("stats", "proportion", "--successes", "7", "--trials", "10");

        Assert.Matches(@"tone +0\.04 +0\.04 +0\.04 +0\.08", finished.Output);
        Assert.Matches(@"ci_low +0\.396778", interval.Output);
        Assert.DoesNotContain("reason", interval.Output, StringComparison.Ordinal);
    }
}
