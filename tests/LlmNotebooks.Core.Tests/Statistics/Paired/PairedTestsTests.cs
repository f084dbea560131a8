using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PairedTestsTests
{
    // Five questions in two wordings.
    private static readonly ItemScore[] A = Scores(1, 1, 1, 0, 1, 1, 0, 0, 1, 1), B = Scores(0, 1, 0, 0, 1, 0, 0, 1, 0, 0);

    [Fact]
    public void Each_row_is_what_its_test_gives()
    {
        IReadOnlyList<PairedTest> tests = PairedTests.All(A, B, seed: 7, resamples: 500, confidence: 0.9);
        PairedComparison t = PairedComparison.Compare("a", A, "b", B, 0.9);
        BootstrapResult bootstrap = Bootstrap.ClusteredDifference(A, B, 7, 500, 0.9);

        Assert.Equal(["paired t", "permutation", "bootstrap", "Wilcoxon", "sign test", "unpaired", "paired t", "McNemar"], tests.Select(test => test.Test));
        Assert.Equal((t.P, t.Interval, t.Difference), (tests[0].P, tests[0].Interval, tests[0].Difference));
        Assert.Equal(PermutationTest.Clustered(A, B, 7, 500).P, tests[1].P);
        Assert.Equal(bootstrap.Bca ?? bootstrap.Percentile, tests[2].Interval);
        Assert.Equal(t.PUnpaired, tests[5].P);
        Assert.Equal(["clusters", "clusters", "clusters", "clusters", "clusters", "clusters", "items", "items"], tests.Select(test => test.Units));
        Assert.Equal([5, 5, 5, 5, 5, 5, 10, 10], tests.Select(test => test.Count));
    }

    // By hand: of the wordings b = 5 only A and c = 1 only B solve, so the mid-p is 2·(1 + 6)/64 − 6/64 = 8/64. Of the questions four are higher for A
    // by mean ½, ½, ½ and 1, one is lower by ½: the sign test is 2·(1 + 5)/32 = 0.375.
    [Fact]
    public void Figures_by_hand()
    {
        IReadOnlyList<PairedTest> tests = PairedTests.All(A, B);

        Assert.Equal(0.125, tests[^1].P!.Value, tolerance: 1e-12);
        Assert.Equal(0.375, tests[4].P!.Value, tolerance: 1e-12);
        Assert.All(tests.Where(test => test.Difference is not null), test => Assert.Equal(0.4, test.Difference!.Value, tolerance: 1e-12));
    }

    [Fact]
    public void Models_the_other_way_round_give_the_mirror()
    {
        IReadOnlyList<PairedTest> there = PairedTests.All(A, B), back = PairedTests.All(B, A);

        foreach ((PairedTest one, PairedTest other) in there.Zip(back))
        {
            if (one.P is { } p) { Assert.Equal(p, other.P!.Value, tolerance: 1e-12); }
            if (one.Difference is { } difference) { Assert.Equal(-difference, other.Difference!.Value, tolerance: 1e-12); }
        }
    }

    [Fact]
    public void Where_every_item_is_its_own_cluster_both_countings_are_one()
    {
        IReadOnlyList<PairedTest> tests = PairedTests.All(A.Select(score => score with { Cluster = null }), B.Select(score => score with { Cluster = null }));

        Assert.Equal(tests[0] with { Units = "", Note = "" }, tests[6] with { Units = "", Note = "" });
    }

    [Fact]
    public void McNemar_is_not_made_of_parts_of_a_point()
    {
        PairedTest mcnemar = PairedTests.All([.. A[..^1], A[^1] with { Score = 0.5 }], B)[^1];

        Assert.Null(mcnemar.P);
        Assert.Contains("scores of 0 and 1", mcnemar.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_models_differ_by_no_test()
    {
        IReadOnlyList<PairedTest> tests = PairedTests.All(A, A);

        Assert.All(tests.Where(test => test.P is not null && test.Test != "unpaired"), test => Assert.Equal(1, test.P));
        Assert.Contains("no cluster's scores differ", tests[0].Note, StringComparison.Ordinal);
    }

    [Fact]
    public void One_cluster_is_refused() =>
        Assert.Contains("1 clusters", Assert.Throws<ArgumentException>(() => PairedTests.All(A[..2], B[..2])).Message, StringComparison.Ordinal);

    private static ItemScore[] Scores(params double[] scores) => [.. scores.Select((score, i) => new ItemScore($"i{i}", score, $"q{i / 2}"))];
}
