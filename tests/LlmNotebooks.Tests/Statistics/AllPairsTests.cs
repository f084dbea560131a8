using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class AllPairsTests
{
    private static readonly Gen<double?> Score = Gen.OneOf(Gen.Const((double?)null), Gen.Int[0, 1].Select(i => (double?)i), Gen.Double[0, 1].Select(x => (double?)x));

    private static readonly Gen<Dictionary<string, IEnumerable<ItemScore>>> Models =
        from models in Gen.Int[2, 5]
        from items in Gen.Int[1, 20]
        from clusters in Gen.Int[1, 20]
        from scores in Score.Array[models * items]
        select Enumerable.Range(0, models).ToDictionary(m => $"m{m}", m => (IEnumerable<ItemScore>)[.. Enumerable.Range(0, items).Select(i => new ItemScore($"i{i:00}", scores[(m * items) + i], $"c{i % clusters}"))], StringComparer.Ordinal);

    [Fact]
    public void Three_models_by_hand()
    {
        // One is right on all ten items and two are on none: sign tests with p = 2·2⁻¹⁰, and no difference at all. Holm: three times the smallest.
        AllPairs pairs = AllPairs.Compare(Of(("none", 0), ("all", 1), ("neither", 0)));

        Assert.Equal(["all", "neither", "none"], pairs.Letters.Models);
        Assert.Equal([2 / 1024.0, 2 / 1024.0, 1], pairs.Pairs.Select(pair => pair.P!.Value));
        Assert.Equal([6 / 1024.0, 6 / 1024.0, 1], pairs.Pairs.Select(pair => pair.PHolm!.Value));
        Assert.Equal(["a", "b", "b"], pairs.Letters.Models.Select(model => pairs.Letters[model]));
    }

    [Fact]
    public void Letters_are_shared_exactly_where_pairs_are_not_told_apart_and_p_values_are_Holms() => Models.Sample(models =>
    {
        AllPairs pairs = AllPairs.Compare(models);
        double[] raw = [.. pairs.Pairs.Select(pair => pair.P).OfType<double>()], holm = [.. pairs.Pairs.Select(pair => pair.PHolm).OfType<double>()];
        return pairs.Pairs.Count == models.Count * (models.Count - 1) / 2
            && holm.SequenceEqual(MultipleComparisons.Holm(raw))
            && pairs.Pairs.All(pair => pair.Differs != pairs.Letters[pair.Comparison.A.Name].Intersect(pairs.Letters[pair.Comparison.B.Name]).Any())
            && pairs.Pairs.All(pair => pair.Differs == pair.PHolm < 0.05);
    });

    [Fact]
    public void Pairs_are_compared_on_the_ranked_items_in_the_ranking_s_order() => Models.Sample(models =>
    {
        AllPairs pairs = AllPairs.Compare(models);
        Ranking ranking = Ranking.Bootstrap(models, resamples: 100);
        return ranking.Reason is not null || (pairs.Pairs.All(pair => pair.Comparison.Items == ranking.Items && pair.Comparison.Difference >= -1e-12) && pairs.Pairs.All(pair => pair.P is not null));
    });

    [Fact]
    public void Two_models_are_their_paired_comparison() => Models.Where(models => models.Count == 2).Sample(models =>
    {
        ComparedPair pair = AllPairs.Compare(models).Pairs[0];
        string a = pair.Comparison.A.Name, b = pair.Comparison.B.Name;
        PairedComparison alone = PairedComparison.Compare(a, models[a], b, models[b]);
        return pair.PHolm == pair.P && (alone.P is null || alone.P == pair.P) && pair.Differs == alone.Verdict is ComparisonVerdict.ABetter or ComparisonVerdict.BBetter;
    });

    [Fact]
    public void What_cannot_be_compared_has_no_p_value_and_mistakes_are_refused()
    {
        AllPairs pairs = AllPairs.Compare(new Dictionary<string, IEnumerable<ItemScore>>(StringComparer.Ordinal) { ["a"] = [new("1", 1)], ["b"] = [new("2", 1)] });

        Assert.Equal((null, null, false), (pairs.Pairs[0].P, pairs.Pairs[0].PHolm, pairs.Pairs[0].Differs));
        Assert.Throws<ArgumentException>(() => AllPairs.Compare(Of(("a", 1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => AllPairs.Compare(Of(("a", 1), ("b", 0)), confidence: 1));
    }

    private static Dictionary<string, IEnumerable<ItemScore>> Of(params (string Name, double Score)[] models) =>
        models.ToDictionary(model => model.Name, model => Enumerable.Range(0, 10).Select(i => new ItemScore($"{i}", model.Score)), StringComparer.Ordinal);
}
