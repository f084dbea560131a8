using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class RankingTests
{
    private static readonly Gen<double?> Score = Gen.OneOf(Gen.Const((double?)null), Gen.Int[0, 1].Select(i => (double?)i), Gen.Double[0, 1].Select(x => (double?)x));

    private static readonly Gen<Dictionary<string, IEnumerable<ItemScore>>> Models =
        from models in Gen.Int[2, 5]
        from items in Gen.Int[1, 12]
        from clusters in Gen.Int[1, 12]
        from scores in Score.Array[models * items]
        select Enumerable.Range(0, models).ToDictionary(m => $"m{m}", m => (IEnumerable<ItemScore>)[.. Enumerable.Range(0, items).Select(i => new ItemScore($"i{i:00}", scores[(m * items) + i], $"c{i % clusters}"))], StringComparer.Ordinal);

    [Fact]
    public void Two_items_by_hand()
    {
        // Of the draws 11, 12 or 21, and 22 with probabilities ¼, ½, ¼ a is above in the first two.
        Ranking ranking = Ranking.Bootstrap(Of(("a", [1, 0]), ("b", [0, 0.5])), resamples: 40_000);

        Assert.Equal(["a", "b"], ranking.Models.Select(model => model.Name));
        Assert.Equal((0.5, 1.0), (ranking.Models[0].Mean, ranking.Models[0].Rank));
        // Three standard errors: 3·√(¾·¼/40,000).
        Assert.Equal(0.75, ranking.ProbabilityAbove[0][1], tolerance: 0.0065);
        Assert.Equal(0.75, ranking.Models[0].ProbabilityBest, tolerance: 0.0065);
        Assert.Equal(1.25, ranking.Models[0].ExpectedRank, tolerance: 0.0065);
        Assert.Equal(new Interval(1, 2), ranking.Models[0].RankInterval);
    }

    [Fact]
    public void Equal_models_share_their_rank_and_being_best()
    {
        Ranking ranking = Ranking.Bootstrap(Of(("a", [0.1, 0.2, 0.7]), ("b", [0.1, 0.2, 0.7]), ("c", [0, 0.1, 0.6])));

        Assert.Equal([1.5, 1.5, 3.0], ranking.Models.Select(model => model.Rank));
        Assert.Equal([1.5, 1.5, 3.0], ranking.Models.Select(model => model.ExpectedRank));
        Assert.Equal([0.5, 0.5, 0.0], ranking.Models.Select(model => model.ProbabilityBest));
        Assert.Equal([0.0, 0.5, 1.0], ranking.ProbabilityAbove[0].Select((p, i) => i == 0 ? 0 : p));
    }

    [Fact]
    public void Rounding_does_not_break_a_tie()
    {
        // Thirds from repetitions, added up in different orders.
        Ranking ranking = Ranking.Bootstrap(new Dictionary<string, IEnumerable<ItemScore>>(StringComparer.Ordinal)
        {
            ["a"] = [new("1", 1), new("1", 0), new("1", 0), new("2", 1), new("2", 1), new("2", 0), new("3", 0.1)],
            ["b"] = [new("1", 0), new("1", 0), new("1", 1), new("2", 0), new("2", 1), new("2", 1), new("3", 0.1)],
        });

        Assert.Equal(0.5, ranking.ProbabilityAbove[0][1]);
    }

    [Fact]
    public void Only_items_that_all_have_count_and_the_rest_is_named()
    {
        Ranking ranking = Ranking.Bootstrap(Of(("a", [1, 0, null, 1]), ("b", [0, 0, 1, 1]), ("c", [0, 1, 1, null])));

        Assert.Equal((2, 2), (ranking.Items, ranking.Clusters));
        Assert.Equal(["2", "3"], ranking.LeftOut);
    }

    [Fact]
    public void Without_enough_to_rank_there_is_a_reason()
    {
        Assert.Equal("b has no score", Ranking.Bootstrap(Of(("a", [1, 0]), ("b", [null, null]))).Reason);
        Assert.Equal("there is no item that all have a score for", Ranking.Bootstrap(Of(("a", [1, null]), ("b", [null, 1]))).Reason);
        Ranking one = Ranking.Bootstrap(Of(("a", [1]), ("b", [0])));
        Assert.Equal("there are fewer than 2 clusters", one.Reason);
        Assert.Empty(one.Models);
        Assert.Throws<ArgumentException>(() => Ranking.Bootstrap(Of(("a", [1, 0]))));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ranking.Bootstrap(Of(("a", [1]), ("b", [0])), resamples: 10));
        Assert.Contains("in one cluster for 'b'", Assert.Throws<ArgumentException>(() => Ranking.Bootstrap(new Dictionary<string, IEnumerable<ItemScore>>(StringComparer.Ordinal) { ["a"] = [new("1", 1, "x")], ["b"] = [new("1", 1, "y")] })).Message, StringComparison.Ordinal);
    }

    // A cluster is drawn as a whole: two clusters of one model's wins are as two items.
    [Fact]
    public void Clusters_are_drawn_as_wholes()
    {
        Ranking ranking = Ranking.Bootstrap(
            new Dictionary<string, IEnumerable<ItemScore>>(StringComparer.Ordinal)
            {
                ["a"] = Enumerable.Range(0, 20).Select(i => new ItemScore($"{i:00}", i < 10 ? 1 : 0, i < 10 ? "x" : "y")),
                ["b"] = Enumerable.Range(0, 20).Select(i => new ItemScore($"{i:00}", i < 10 ? 0 : 0.5, i < 10 ? "x" : "y")),
            },
            resamples: 40_000);

        Assert.Equal(0.75, ranking.ProbabilityAbove[0][1], tolerance: 0.0065);
    }

    [Fact]
    public void A_normal_difference_is_above_as_often_as_its_z_says()
    {
        // 400 differences with mean 0.05 and deviation 0.5 (in pairs about the mean): z = 2, Φ(2) = 0.9772.
        double?[] differences = [.. Enumerable.Range(0, 400).Select(i => (double?)(0.55 + (i % 2 == 0 ? 0.5 : -0.5)))];

        Ranking ranking = Ranking.Bootstrap(Of(("a", differences), ("b", [.. differences.Select(_ => (double?)0.5)])), resamples: 20_000);

        Assert.Equal(0.9772, ranking.ProbabilityAbove[0][1], tolerance: 0.006);
    }

    [Fact]
    public void Ranks_and_probabilities_add_up() => Models.Sample(models =>
    {
        Ranking ranking = Ranking.Bootstrap(models, resamples: 100);
        int n = ranking.Models.Count;
        return ranking.Reason is not null || (
            n == models.Count
            && Math.Abs(ranking.Models.Sum(model => model.Rank) - (n * (n + 1) / 2.0)) < 1e-9
            && Math.Abs(ranking.Models.Sum(model => model.ExpectedRank) - (n * (n + 1) / 2.0)) < 1e-9
            && Math.Abs(ranking.Models.Sum(model => model.ProbabilityBest) - 1) < 1e-9
            && ranking.Models.All(model => 1 <= model.RankInterval.Lower && model.RankInterval.Upper <= n)
            && Enumerable.Range(0, n).All(i => Enumerable.Range(0, n).All(j => i == j ? ranking.ProbabilityAbove[i][i] == 0 : Math.Abs(ranking.ProbabilityAbove[i][j] + ranking.ProbabilityAbove[j][i] - 1) < 1e-12))
            && ranking.Models.Zip(ranking.Models.Skip(1)).All(pair => pair.First.Mean >= pair.Second.Mean - 1e-12));
    });

    [Fact]
    public void A_seed_gives_the_same_whatever_the_order() => Models.Sample(models =>
    {
        Ranking forth = Ranking.Bootstrap(models, resamples: 100, seed: 3);
        Ranking back = Ranking.Bootstrap(models.Reverse().ToDictionary(model => model.Key, model => model.Value.Reverse(), StringComparer.Ordinal), resamples: 100, seed: 3);
        return forth.Models.SequenceEqual(back.Models);
    });

    private static Dictionary<string, IEnumerable<ItemScore>> Of(params (string Name, double?[] Scores)[] models) =>
        models.ToDictionary(model => model.Name, model => model.Scores.Select((score, i) => new ItemScore($"{i}", score)), StringComparer.Ordinal);
}
