using CsCheck;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Statistics;

public sealed class AllPairsComparisonTests
{
    private static readonly Gen<double?> Score = Gen.OneOf(Gen.Const((double?)null), Gen.Int[0, 1].Select(i => (double?)i), Gen.Double[0, 1].Select(x => (double?)x));

    // Shifted models, so that some pairs are told apart; constant shifts of one model give the sign test its turn.
    private static readonly Gen<Dictionary<string, IEnumerable<ItemScore>>> Models =
        from models in Gen.Int[2, 6]
        from items in Gen.OneOf(Gen.Int[0, 3], Gen.Int[4, 25])
        from clusters in Gen.Int[1, 25]
        from shifts in Gen.OneOf(Gen.Const(0.0), Gen.Double[0, 2]).Array[models]
        from alike in Gen.Bool
        from gaps in Gen.Bool
        from scores in Score.Array[models * items]
        select Enumerable.Range(0, models).ToDictionary(
            m => $"m{m}",
            m => (IEnumerable<ItemScore>)[.. Enumerable.Range(0, items).Select(i => new ItemScore($"i{i:00}", (scores[((alike ? 0 : m) * items) + i] ?? (gaps ? null : 0)) + shifts[m], $"c{i % clusters}"))],
            StringComparer.Ordinal);

    private static readonly Dictionary<string, IEnumerable<ItemScore>> Four = Of(
        ("c", [0.5, 0.6, 0.4, 0.7, 0.3, 0.6, 0.4, 0.5]),
        ("a", [0.9, 0.7, 0.8, 1.0, 0.6, 0.9, 0.8, 0.7]),
        ("d", [0.4, 0.6, 0.5, 0.5, 0.3, 0.4, 0.5, 0.2]),
        ("b", [0.8, 0.7, 0.9, 0.9, 0.5, 0.8, 0.8, 0.6]));

    // SciPy 1.10.1, ttest_rel of each pair and t.interval(1 - 0.05/6, 7, loc=mean(d), scale=sem(d)); statsmodels 0.13.5, multipletests(p, method='holm').
    [Theory]
    [InlineData("a", "b", 0.103551710271, 0.207103420543, -0.0471710406946, 0.147171040695, ComparisonVerdict.NotDistinguishable)]
    [InlineData("a", "c", 9.58459057193e-05, 0.000575075434316, 0.16257939638, 0.43742060362, ComparisonVerdict.ABetter)]
    [InlineData("a", "d", 0.000188985272329, 0.000755941089314, 0.183718615111, 0.566281384889, ComparisonVerdict.ABetter)]
    [InlineData("b", "c", 0.00156527795317, 0.00469583385952, 0.0682096289023, 0.431790371098, ComparisonVerdict.ABetter)]
    [InlineData("b", "d", 9.95073079683e-05, 0.000575075434316, 0.175249369015, 0.474750630985, ComparisonVerdict.ABetter)]
    [InlineData("c", "d", 0.197022072158, 0.207103420543, -0.116281384889, 0.266281384889, ComparisonVerdict.NotDistinguishable)]
    public void Pairs_are_those_of_scipy_and_statsmodels(string a, string b, double p, double holm, double lower, double upper, ComparisonVerdict verdict)
    {
        ModelPair pair = AllPairsComparison.Compare(Four).Pairs.Single(pair => pair.A == a && pair.B == b);

        Assert.Equal(p, pair.P!.Value, p * 1e-10);
        Assert.Equal(holm, pair.PHolm!.Value, holm * 1e-10);
        Assert.Equal(lower, pair.SimultaneousInterval!.Value.Lower, 1e-11);
        Assert.Equal(upper, pair.SimultaneousInterval!.Value.Upper, 1e-11);
        Assert.Equal(verdict, pair.Verdict);
    }

    [Fact]
    public void Letters_ranks_and_words_say_the_same()
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(Four);

        Assert.Equal(["a", "b", "c", "d"], comparison.Models.Select(model => model.Name));
        Assert.Equal(["a", "a", "b", "b"], comparison.Models.Select(model => model.Letters));
        Assert.Equal([1.0, 2.0, 3.0, 4.0], comparison.Models.Select(model => model.Place!.Rank));
        Assert.Equal(1 - (0.05 / 6), comparison.PairConfidence, 1e-15);
        RankedModel first = comparison.Ranking.Models[0];
        Assert.Equal(
            FormattableString.Invariant($"a has the highest mean (mean 0.8000 over 8 items, P(best) {first.ProbabilityBest:0.00}, rank 1 to {first.RankInterval.Upper:0.#}). a and b cannot be told apart. c and d cannot be told apart. c and d are worse than a and b. ")
            + "The 6 pairs are judged together at 95%, by Holm; not told apart does not mean equal, only that these items do not decide.",
            comparison.Words);
    }

    [Fact]
    public void A_best_model_is_called_so_only_where_it_is_better_than_every_other()
    {
        double?[] items = [.. Enumerable.Range(0, 40).Select(i => (double?)(i % 7 / 10.0))];
        AllPairsComparison comparison = AllPairsComparison.Compare(Of(("a", [.. items.Select((x, i) => x + 0.3 + (i % 3 / 50.0))]), ("b", items), ("c", [.. items.Select((x, i) => x + (i % 2 / 10.0) - 0.051)])));

        Assert.StartsWith("a is the best (mean", comparison.Words, StringComparison.Ordinal);
        Assert.Contains("P(best) 1.00, rank 1)", comparison.Words, StringComparison.Ordinal);
        Assert.Contains("b and c cannot be told apart. b and c are worse than a.", comparison.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_without_a_test_has_a_reason_counts_in_the_family_and_is_not_told_apart()
    {
        Dictionary<string, IEnumerable<ItemScore>> three = new(Four, StringComparer.Ordinal) { ["e"] = Four["a"] };
        three.Remove("c");
        three.Remove("d");

        AllPairsComparison comparison = AllPairsComparison.Compare(three);

        ModelPair same = comparison.Pairs.Single(pair => pair.A == "a" && pair.B == "e"), tested = comparison.Pairs.Single(pair => pair.A == "a" && pair.B == "b");
        Assert.Equal((null, null, null, "no cluster's scores differ", ComparisonVerdict.NotDistinguishable), (same.P, same.PHolm, same.SimultaneousInterval, same.Reason, same.Verdict));
        // Three in the family, and not the two that have a p-value.
        Assert.Equal(3 * tested.P!.Value, tested.PHolm!.Value, 1e-12);
        Assert.Contains("a and e share the highest mean", comparison.Words, StringComparison.Ordinal);
        Assert.Contains("Without a test: a − e (no cluster's scores differ).", comparison.Words, StringComparison.Ordinal);
        Frame frame = comparison.ToPairsFrame();
        Assert.Equal("a − e", frame[0, "comparison"]);
        Assert.Null(frame[0, "p"]);
        Assert.Null(frame[0, "p_holm"]);
        Assert.Equal(false, frame[0, "told_apart"]);
    }

    [Fact]
    public void Where_all_clusters_differ_alike_the_sign_tests_p_is_adjusted()
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(Of(("a", [.. Ones(9)]), ("b", [.. Zeros(9)]), ("c", [.. Zeros(9)])));

        ModelPair pair = comparison.Pairs[0];
        // Dixon and Mood (1946): 2 · 2⁻⁹; of three pairs, two with it and one without.
        Assert.Equal(2.0 / 512, pair.P);
        Assert.Equal(2.0 / 512, comparison.ToPairsFrame()[0, "sign_test_p"]);
        Assert.Equal(3 * 2.0 / 512, pair.PHolm!.Value, 1e-15);
        Assert.Equal(ComparisonVerdict.ABetter, pair.Verdict);
        Assert.Null(pair.SimultaneousInterval);
        Assert.Contains("by the sign test p = 0.0039", comparison.Words, StringComparison.Ordinal);
        // 2 · 2⁻⁶ = 0.031 alone tells apart, three times that does not.
        Assert.All(AllPairsComparison.Compare(Of(("a", [.. Ones(6)]), ("b", [.. Zeros(6)]), ("c", [.. Zeros(6)]))).Pairs, few => Assert.False(few.ToldApart));
    }

    [Fact]
    public void Models_without_scores_and_items_that_one_lacks_are_named_and_left_out()
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(Of(("none", [null, null, null, null]), ("a", [1, 0.9, null, 1]), ("b", [0, 0.2, 1, 0.1])));

        Assert.Equal(["a", "b", "none"], comparison.Models.Select(model => model.Name));
        Assert.Equal((3, 1), (comparison.Ranking.Items, comparison.Ranking.LeftOut.Count));
        Assert.Equal(["2"], comparison.Models[1].LeftOut);
        Assert.Equal(0.1, comparison.Models[1].Mean!.Value, 1e-15);
        Assert.Equal((null, null, 4), (comparison.Models[2].Mean, comparison.Models[2].Letters, comparison.Models[2].Missing));
        Assert.Single(comparison.Pairs);
        Assert.Contains("1 item of 4 is left out of means and ranks because a model has no score for it; each pair is compared on the items that both have.", comparison.Words, StringComparison.Ordinal);
        Assert.Contains("Without any score, so neither ranked nor compared: none.", comparison.Words, StringComparison.Ordinal);
        Frame frame = comparison.ToRankingFrame();
        Assert.Null(frame[2, "rank"]);
        Assert.Null(frame[2, "mean"]);
        Assert.Null(frame[2, "best_probability"]);
        Assert.Equal(4L, frame[2, "missing"]);
    }

    [Fact]
    public void Without_an_item_that_all_have_pairs_are_compared_and_the_ranking_has_a_reason()
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(Of(("a", [1, 0.9, 0.8, null, null, null]), ("b", [0.1, 0.2, 0.2, 0.3, 0.1, 0.2]), ("c", [null, null, null, 0.9, 0.8, 1])));

        Assert.Equal("there is no item that all have a score for", comparison.Ranking.Reason);
        Assert.All(comparison.Models, model => Assert.Null(model.Place));
        Assert.Equal(3, comparison.Models.Count(model => model.LeftOut.Count == 0));
        Assert.Equal(["a", "c", "b"], comparison.Models.Select(model => model.Name));
        Assert.Equal(ComparisonVerdict.NotComparable, comparison.Pairs.Single(pair => pair is { A: "a", B: "c" }).Verdict);
        Assert.Contains("there is no ranking: there is no item that all have a score for.", comparison.Words, StringComparison.Ordinal);
        Assert.Contains("Without a test: a − c (they have no item in common).", comparison.Words, StringComparison.Ordinal);
        Assert.Null(comparison.ToPairsFrame()[0, "difference"]);
    }

    [Fact]
    public void Nothing_to_compare_is_said()
    {
        Assert.Equal("Nothing can be compared: no model has a score.", AllPairsComparison.Compare(Of(("a", [null]), ("b", []))).Words);
        AllPairsComparison one = AllPairsComparison.Compare(Of(("a", [1, 0]), ("b", [null, null])));
        Assert.Equal("Nothing can be compared: only a has a score. Without any score, so neither ranked nor compared: b.", one.Words);
        Assert.Equal("a", one.Models[0].Letters);
        Assert.Empty(one.Pairs);
    }

    [Fact]
    public void Of_many_models_the_words_stay_short()
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(Enumerable.Range(0, 30).ToDictionary(
            m => $"model-{m:00}", m => Enumerable.Range(0, 60).Select(i => new ItemScore($"{i}", (((i * 7) + (m * 3)) % 11 / 20.0) + (m / 60.0))), StringComparer.Ordinal));

        Assert.True(comparison.Words.Length < 1000, comparison.Words);
        Assert.Contains($"Of all 435 pairs, {comparison.Pairs.Count(pair => pair.ToldApart)} are told apart.", comparison.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AllPairsComparison.Compare(Of(("a", [1, 0]))));
        Assert.Throws<ArgumentException>(() => AllPairsComparison.Compare(Of(("a", [1, 0]), (" ", [1, 0]))));
        Assert.Throws<ArgumentOutOfRangeException>(() => AllPairsComparison.Compare(Four, confidence: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => AllPairsComparison.Compare(Four, resamples: 99));
        Assert.Contains("in one cluster for", Assert.Throws<ArgumentException>(() => AllPairsComparison.Compare(
            new Dictionary<string, IEnumerable<ItemScore>>(StringComparer.Ordinal) { ["a"] = [new("1", 1, "x")], ["b"] = [new("1", 1, "y")] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_share_a_letter_if_and_only_if_they_are_not_told_apart() => Models.Sample(models =>
        AllPairsComparison.Compare(models, resamples: 100) is var comparison
        && comparison.Pairs.All(pair => Letters(comparison, pair.A).Intersect(Letters(comparison, pair.B)).Any() != pair.ToldApart)
        && comparison.Pairs.Count == Pairs(comparison.Models.Count(model => model.Mean is not null)));

    // Holm (1979): adjusting never makes a p-value smaller, and never larger than Bonferroni's; a pair outside its simultaneous interval is told apart by Holm too.
    [Fact]
    public void Adjusted_values_lie_between_the_raw_and_Bonferronis() => Models.Sample(models =>
    {
        IReadOnlyList<ModelPair> pairs = AllPairsComparison.Compare(models, resamples: 100).Pairs;
        return pairs.All(pair => pair.P is null == pair.PHolm is null
            && !(pair.PHolm < pair.P) && !(pair.PHolm > Math.Min(1, pairs.Count * (pair.P ?? 1)) + 1e-12)
            && (pair.SimultaneousInterval is not { } interval || interval.Contains(0) || pair.PHolm < 0.05 + 1e-9)
            && (pair.P is not null || (pair.Reason is not null && !pair.ToldApart)));
    });

    [Fact]
    public void Two_models_are_compared_as_a_pair_alone() => Models.Sample(models =>
    {
        AllPairsComparison comparison = AllPairsComparison.Compare(models.Take(2).ToDictionary(StringComparer.Ordinal), resamples: 100);
        return comparison.Pairs.All(pair =>
            PairedComparison.Compare(pair.A, models[pair.A], pair.B, models[pair.B]) is var alone
            && pair.P == (alone.P ?? alone.SignP) && pair.PHolm == pair.P && pair.Verdict == alone.Verdict
            && Math.Abs((pair.SimultaneousInterval?.Lower ?? 0) - (alone.Interval?.Lower ?? 0)) < 1e-9);
    });

    [Fact]
    public void The_order_of_models_and_scores_changes_nothing_and_a_seed_gives_the_same() => Models.Sample(models =>
    {
        AllPairsComparison forth = AllPairsComparison.Compare(models, resamples: 100, seed: 5);
        AllPairsComparison back = AllPairsComparison.Compare(models.Reverse().ToDictionary(model => model.Key, model => model.Value.Reverse(), StringComparer.Ordinal), resamples: 100, seed: 5);
        return forth.Words == back.Words && forth.ToRankingFrame().ToCsv() == back.ToRankingFrame().ToCsv() && forth.ToPairsFrame().ToCsv() == back.ToPairsFrame().ToCsv();
    });

    private static IEnumerable<string> Letters(AllPairsComparison comparison, string model) =>
        comparison.Letters.Groups.Index().Where(group => group.Item.Contains(model, StringComparer.Ordinal)).Select(group => $"{group.Index}");

    private static int Pairs(int models) => models * (models - 1) / 2;

    private static IEnumerable<double?> Ones(int count) => Enumerable.Repeat((double?)1, count);

    private static IEnumerable<double?> Zeros(int count) => Enumerable.Repeat((double?)0, count);

    private static Dictionary<string, IEnumerable<ItemScore>> Of(params (string Name, double?[] Scores)[] models) =>
        models.ToDictionary(model => model.Name, model => model.Scores.Select((score, i) => new ItemScore($"{i}", score)), StringComparer.Ordinal);
}
