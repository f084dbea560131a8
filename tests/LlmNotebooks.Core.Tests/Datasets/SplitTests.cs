using CsCheck;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Tests.Datasets;

public sealed class SplitTests
{
    // Sizes at the edges: one sample, one stratum, many strata of one, clusters of many.
    private static readonly Gen<Dataset> Any =
        from count in Gen.OneOf(Gen.Int[1, 5], Gen.Int[1, 60])
        from strata in Gen.OneOf(Gen.Const(1), Gen.Int[1, 4], Gen.Int[1, 40])
        from clusters in Gen.OneOf(Gen.Const(0), Gen.Int[1, 5], Gen.Int[1, 60])
        from samples in Gen.Select(Gen.Int[0, strata], Gen.Int[0, Math.Max(clusters, 0)]).Array[count]
        select Dataset.Create("d", samples.Select((one, number) => new Sample($"s{number}", "x")
        {
            Category = one.Item1 == 0 ? null : $"k{one.Item1}",
            Cluster = one.Item2 == 0 ? null : $"c{one.Item2}",
        }));

    private static readonly Gen<double[]> Shares = Gen.OneOf(
        Gen.Const<double[]>([0.5, 0.5]), Gen.Const<double[]>([0.8, 0.1, 0.1]), Gen.Const<double[]>([1]), Gen.Const<double[]>([1 / 3.0, 1 / 3.0, 1 / 3.0]),
        Gen.Int[1, 9].Array[1, 5].Select(weights => weights.Select(weight => weight / (double)weights.Sum()).ToArray()));

    [Fact]
    public void Parts_are_disjoint_complete_in_order_and_tear_no_cluster() => Gen.Select(Any, Shares, Gen.Long, Gen.Bool).Sample((dataset, shares, seed, stratify) =>
    {
        if (TrySplit(dataset, shares, seed, stratify) is not { } parts) { return true; }
        string[] ids = [.. parts.SelectMany(part => part.Samples).Select(sample => sample.Id)];
        return ids.Length == dataset.Samples.Count
            && ids.ToHashSet(StringComparer.Ordinal).SetEquals(dataset.Samples.Select(sample => sample.Id))
            && parts.All(part => part.Samples.SequenceEqual(dataset.Samples.Where(part.Samples.Contains)))
            && parts.SelectMany(part => part.Samples.Select(sample => sample.Cluster).OfType<string>().Distinct(StringComparer.Ordinal)).GroupBy(cluster => cluster, StringComparer.Ordinal).All(group => group.Count() == 1);
    }, iter: 2000);

    [Fact]
    public void Each_part_has_its_share_of_each_stratum_to_within_one_cluster() => Gen.Select(Any, Shares, Gen.Long).Sample((dataset, shares, seed) =>
    {
        if (TrySplit(dataset, shares, seed, stratify: true) is not { } parts) { return true; }
        return Clusters(dataset).GroupBy(Stratum, StringComparer.Ordinal).All(stratum =>
            Enumerable.Range(0, shares.Length).All(part =>
                Math.Abs(Clusters(parts[part]).Count(cluster => Stratum(cluster) == stratum.Key) - (shares[part] * stratum.Count())) < 1));
    }, iter: 2000);

    [Fact]
    public void Two_parts_have_their_share_of_all_however_many_small_strata_there_are() => Gen.Select(Any, Gen.Int[1, 9], Gen.Long).Sample((dataset, tenths, seed) =>
    {
        double share = tenths / 10.0;
        if (TrySplit(dataset, [share, 1 - share], seed, stratify: true) is not { } parts) { return true; }
        return Math.Abs(Clusters(parts[0]).Count() - (share * Clusters(dataset).Count())) <= 1;
    }, iter: 2000);

    [Fact]
    public void The_order_of_the_dataset_changes_no_part() => Gen.Select(Any, Shares, Gen.Long, Gen.Bool).Sample((dataset, shares, seed, stratify) =>
    {
        Dataset reversed = Dataset.Create("d", dataset.Samples.Reverse());
        IReadOnlyList<Dataset>? parts = TrySplit(dataset, shares, seed, stratify), others = TrySplit(reversed, shares, seed, stratify);
        return parts is null ? others is null : parts.Zip(others!).All(pair => Ids(pair.First).SetEquals(Ids(pair.Second)));
    });

    [Fact]
    public void A_split_by_hand()
    {
        // Ten samples of one category and five of another, 80:20: 8 + 4 and 2 + 1.
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 15).Select(i => new Sample($"s{i}", "x") { Category = i % 3 == 0 ? "few" : "many" }));

        (Dataset first, Dataset second) = dataset.Split(0.8, seed: 1);

        Assert.Equal((8, 4), (first.Samples.Count(sample => sample.Category == "many"), first.Samples.Count(sample => sample.Category == "few")));
        Assert.Equal((2, 1), (second.Samples.Count(sample => sample.Category == "many"), second.Samples.Count(sample => sample.Category == "few")));
        Assert.NotEqual(first.Hash, dataset.Split(0.8, seed: 2).First.Hash);
    }

    [Fact]
    public void A_split_favours_no_sample()
    {
        // 400 halves of 40: each sample is in 200 expected, standard deviation 10; six of them leave one false alarm in 10 million.
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 40).Select(i => new Sample($"s{i}", "x") { Category = $"k{i % 4}" }));

        int[] drawn = [.. Enumerable.Range(0, 400).SelectMany(seed => dataset.Split(0.5, seed).First.Samples).CountBy(sample => sample.Id, StringComparer.Ordinal).Select(count => count.Value)];

        Assert.Equal(40, drawn.Length);
        Assert.All(drawn, count => Assert.InRange(count, 140, 260));
    }

    [Fact]
    public void Shares_that_make_no_sense_are_refused_by_value()
    {
        Dataset dataset = Dataset.Create("d", [new("a", "x"), new("b", "x")]);

        foreach (double share in (double[])[0, 1, -0.5, double.NaN]) { Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Split(share, 1)); }
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.Split([0.5, double.NaN], 1));
        Assert.Contains("sum to 0.9", Assert.Throws<ArgumentException>(() => dataset.Split([0.5, 0.4], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => dataset.Split([], 1));
        Assert.Contains("Part 1, with the share 0.1, gets none of the 2 clusters", Assert.Throws<ArgumentException>(() => dataset.Split(0.1, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stratified_samples_have_their_share_of_every_category_and_grow_by_adding() => Gen.Select(Any, Gen.Int[1, 60], Gen.Long).Sample((dataset, count, seed) =>
    {
        Dataset drawn = dataset.StratifiedSample(count, seed), more = dataset.StratifiedSample(count + 1, seed);
        int size = Math.Min(count, dataset.Samples.Count);
        return drawn.Samples.Count == size
            && Ids(drawn).IsSubsetOf(Ids(more))
            && dataset.Samples.GroupBy(sample => sample.Category, StringComparer.Ordinal).All(category =>
                Math.Abs(drawn.Samples.Count(sample => sample.Category == category.Key) - (size * category.Count() / (double)dataset.Samples.Count)) < 1)
            && Ids(Dataset.Create("d", dataset.Samples.Reverse()).StratifiedSample(count, seed)).SetEquals(Ids(drawn));
    }, iter: 2000);

    [Fact]
    public void Sampled_clusters_are_whole_and_grow_by_adding() => Gen.Select(Any, Gen.Int[1, 60], Gen.Long, Gen.Bool).Sample((dataset, count, seed, stratify) =>
    {
        Dataset drawn = dataset.SampleClusters(count, seed, stratify);
        int all = Clusters(dataset).Count();
        return Clusters(drawn).Count() == Math.Min(count, all)
            && Ids(drawn).IsSubsetOf(Ids(dataset.SampleClusters(count + 1, seed, stratify)))
            && Clusters(drawn).All(cluster => Clusters(dataset).Any(whole => whole.SequenceEqual(cluster)))
            && (!stratify || Clusters(dataset).GroupBy(Stratum, StringComparer.Ordinal).All(stratum =>
                Math.Abs(Clusters(drawn).Count(cluster => Stratum(cluster) == stratum.Key) - (Math.Min(count, all) * stratum.Count() / (double)all)) < 1));
    });

    [Fact]
    public void A_stratified_sample_favours_no_sample()
    {
        // 400 draws of 20 of 40 in four categories: each sample is in 200 expected, standard deviation 10; six of them leave one false alarm in 10 million.
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 40).Select(i => new Sample($"s{i}", "x") { Category = $"k{i % 4}" }));

        int[] drawn = [.. Enumerable.Range(0, 400).SelectMany(seed => dataset.StratifiedSample(20, seed).Samples).CountBy(sample => sample.Id, StringComparer.Ordinal).Select(count => count.Value)];

        Assert.Equal(40, drawn.Length);
        Assert.All(drawn, count => Assert.InRange(count, 140, 260));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.StratifiedSample(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset.SampleClusters(0, 1));
    }

    private static IReadOnlyList<Dataset>? TrySplit(Dataset dataset, double[] shares, long seed, bool stratify)
    {
        try
        {
            return dataset.Split(shares, seed, stratify);
        }
        catch (ArgumentException e) when (e.Message.Contains("gets none", StringComparison.Ordinal))
        {
            // Only where some part's share of the clusters may come to nothing.
            Assert.True(Clusters(dataset).GroupBy(cluster => stratify ? Stratum(cluster) : string.Empty, StringComparer.Ordinal).All(stratum => stratum.Count() * shares.Min() < 1));
            return null;
        }
    }

    private static IEnumerable<Sample[]> Clusters(Dataset dataset) =>
        dataset.Samples.GroupBy(sample => sample.Cluster is null ? "id " + sample.Id : "cluster " + sample.Cluster, StringComparer.Ordinal).Select(group => group.ToArray());

    private static string Stratum(Sample[] cluster) => string.Join('|', cluster.Select(sample => sample.Category ?? "none").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static HashSet<string> Ids(Dataset dataset) => dataset.Samples.Select(sample => sample.Id).ToHashSet(StringComparer.Ordinal);
}
