using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PairedComparisonTests
{
    private static readonly Gen<(ItemScore[] A, ItemScore[] B)> Sides =
        from items in Gen.Int[2, 40]
        from clusters in Gen.Int[2, 40]
        from a in Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Double[0, 1]).Array[items]
        from b in Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Double[0, 1]).Array[items]
        select (Rows(a, clusters), Rows(b, clusters));

    [Fact]
    public void Swapping_the_sides_mirrors_everything() => Sides.Sample((a, b) =>
    {
        PairedComparison ab = PairedComparison.Compare("a", a, "b", b), ba = PairedComparison.Compare("b", b, "a", a);
        return Close(ab.Difference, -ba.Difference) && Close(ab.SePaired, ba.SePaired) && Close(ab.P, ba.P) && Close(ab.SeUnpaired, ba.SeUnpaired)
            && Close(ab.Correlation, ba.Correlation) && Close(ab.Interval?.Lower, -ba.Interval?.Upper) && ab.Verdict == Mirrored(ba.Verdict)
            && ab.SignTest!.P == ba.SignTest!.P && ab.SignTest.Above == ba.SignTest.Below;
    });

    [Fact]
    public void The_paired_error_is_at_most_the_sum_of_the_sides() => Sides.Sample((a, b) =>
    {
        // The triangle inequality; equality where the sides move against each other.
        PairedComparison c = PairedComparison.Compare("a", a, "b", b);
        return c.SePaired is null || c.SePaired <= c.A.SeClustered + c.B.SeClustered + 1e-12;
    });

    [Fact]
    public void Without_clusters_the_variance_of_the_difference_follows_the_correlation() => Sides.Sample((a, b) =>
    {
        ItemScore[] alone(ItemScore[] rows) => [.. rows.Select(row => row with { Cluster = null })];
        PairedComparison c = PairedComparison.Compare("a", alone(a), "b", alone(b));
        if (c.Correlation is not { } r) { return true; }
        double seA = c.A.SeClustered!.Value, seB = c.B.SeClustered!.Value;
        return Math.Abs((c.SePaired!.Value * c.SePaired.Value) - ((seA * seA) + (seB * seB) - (2 * r * seA * seB))) < 1e-12;
    });

    [Fact]
    public void A_verdict_is_the_interval_and_the_p_value_agrees() => Sides.Sample((a, b) =>
    {
        PairedComparison c = PairedComparison.Compare("a", a, "b", b);
        return c.P is not { } p || Math.Abs(p - 0.05) < 1e-9 || (p < 0.05) == (c.Verdict is ComparisonVerdict.ABetter or ComparisonVerdict.BBetter);
    });

    [Fact]
    public void Adding_one_score_to_both_sides_changes_no_difference() => Sides.Sample((a, b) =>
    {
        ItemScore[] harder(ItemScore[] rows) => [.. rows.Select((row, i) => row with { Score = row.Score + (i % 7) })];
        PairedComparison before = PairedComparison.Compare("a", a, "b", b), after = PairedComparison.Compare("a", harder(a), "b", harder(b));
        return Close(before.Difference, after.Difference) && Close(before.SePaired, after.SePaired);
    });

    [Fact]
    public void Items_of_one_side_only_are_left_out_and_named()
    {
        PairedComparison c = PairedComparison.Compare(
            "a", [new("x", 1), new("y", 0), new("z", 1), new("only-a", 1)],
            "b", [new("x", 0), new("y", 0), new("z", 1), new("only-b", 1), new("lost", null)]);

        Assert.Equal(3, c.Items);
        Assert.Equal(["only-a"], c.A.Unpaired);
        Assert.Equal(["only-b"], c.B.Unpaired);
        Assert.Equal(1, c.B.Missing);
        Assert.Equal(1.0 / 3, c.Difference!.Value, tolerance: 1e-15);
        Assert.Equal(2.0 / 3, c.A.Mean!.Value, tolerance: 1e-15);
    }

    [Fact]
    public void Nothing_in_common_is_not_comparable_but_the_unpaired_figures_stand()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("u", 1), new("v", 0)], "b", [new("x", 1), new("y", 1), new("z", 0)]);

        Assert.Equal(ComparisonVerdict.NotComparable, c.Verdict);
        Assert.Equal("they have no item in common", c.Reason);
        Assert.Equal((null, null, null), (c.SePaired, c.P, c.Interval));
        Assert.Equal(0.5 - (2.0 / 3), c.Difference!.Value, tolerance: 1e-15);
        Assert.NotNull(c.PUnpaired);
    }

    [Fact]
    public void One_cluster_is_not_comparable()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("x", 1, "c"), new("y", 0, "c")], "b", [new("x", 0, "c"), new("y", 0, "c")]);

        Assert.Equal(ComparisonVerdict.NotComparable, c.Verdict);
        Assert.Equal("there are fewer than 2 clusters", c.Reason);
        Assert.Equal((0.5, null, null), (c.Difference, c.SePaired, c.DegreesOfFreedom));
    }

    [Fact]
    public void Equal_scores_everywhere_are_not_distinguishable_without_a_p_value()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("x", 0.1), new("y", 0.7)], "b", [new("x", 0.1), new("y", 0.7)]);

        Assert.Equal(ComparisonVerdict.NotDistinguishable, c.Verdict);
        Assert.Equal((0, null, null), (c.SePaired, c.T, c.P));
        Assert.Equal("a and b are not distinguishable: no cluster's scores differ.", c.VerdictText);
    }

    // R: binom.test(n, n)$p.value is 0.0625 for n = 5, 0.03125 for 6, 0.015625 for 7, 0.0078125 for 8.
    [Theory]
    [InlineData(5, 0.95, ComparisonVerdict.NotDistinguishable, "p = 0.0625")]
    [InlineData(6, 0.95, ComparisonVerdict.ABetter, "p = 0.0313")]
    [InlineData(7, 0.99, ComparisonVerdict.NotDistinguishable, "p = 0.0156")]
    [InlineData(8, 0.99, ComparisonVerdict.ABetter, "p = 0.0078")]
    [InlineData(2_000, 0.99, ComparisonVerdict.ABetter, "p < 0.0001")]
    public void A_difference_that_never_varies_is_judged_by_the_sign_test(int clusters, double confidence, ComparisonVerdict expected, string p)
    {
        ItemScore[] right = [.. Enumerable.Range(0, 2 * clusters).Select(i => new ItemScore($"{i}", 1, $"c{i % clusters}"))];
        ItemScore[] wrong = [.. right.Select(row => row with { Score = 0 })];

        PairedComparison ab = PairedComparison.Compare("a", right, "b", wrong, confidence), ba = PairedComparison.Compare("b", wrong, "a", right, confidence);

        Assert.Equal((expected, Mirrored(expected)), (ab.Verdict, ba.Verdict));
        Assert.Equal((1, 0, null, null, null), (ab.Difference, ab.SePaired, ab.T, ab.P, ab.Interval));
        Assert.EndsWith($"by the sign test {p}", ab.Reason, StringComparison.Ordinal);
        Assert.Equal(ab.SignTest!.P, ab.SignP);
    }

    [Fact]
    public void A_difference_that_never_varies_is_known_as_such_through_rounding()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("x", 0.3), new("y", 0.7), new("z", 0.9)], "b", [new("x", 0.2), new("y", 0.6), new("z", 0.8)]);

        Assert.Equal((0, null, null), (c.SePaired, c.T, c.P));
        Assert.Equal("a and b are not distinguishable: the difference is 0.1000 in each of 3 clusters, which leaves no t interval; by the sign test p = 0.2500.", c.VerdictText);
    }

    // R: binom.test(6, 8)$p.value is 0.2890625, (1 + 8 + 28) of 128.
    [Fact]
    public void The_sign_test_is_over_clusters_and_leaves_out_those_that_do_not_differ()
    {
        ItemScore[] a = [.. Enumerable.Range(0, 10).Select(i => new ItemScore($"{i}", i < 6 ? 1 : i < 8 ? 0 : 0.5))], b = [.. Enumerable.Range(0, 10).Select(i => new ItemScore($"{i}", i < 6 ? 0.1 * i : i < 8 ? 1 : 0.5))];
        PairedComparison byItem = PairedComparison.Compare("a", a, "b", b);
        PairedComparison byCluster = PairedComparison.Compare("a", a.Select((row, i) => row with { Cluster = $"{i % 5}" }), "b", b.Select((row, i) => row with { Cluster = $"{i % 5}" }));

        Assert.Equal((6, 2), (byItem.SignTest!.Above, byItem.SignTest.Below));
        Assert.Equal(0.2890625, byItem.SignTest.P, tolerance: 1e-13);
        Assert.NotNull(byItem.P);
        Assert.Null(byItem.SignP);
        // Clusters of items i and i + 5: 1 + 0.5, 0.9 − 1, 0.8 − 1, 0.7 and 0.6.
        Assert.Equal((5, 3, 2), (byCluster.Clusters, byCluster.SignTest!.Above, byCluster.SignTest.Below));
    }

    [Fact]
    public void The_sign_test_is_there_without_a_difference_and_missing_without_a_pair()
    {
        Assert.Equal(1, PairedComparison.Compare("a", [new("x", 1), new("y", 0)], "b", [new("x", 1), new("y", 0)]).SignTest!.P);
        Assert.Equal(1, PairedComparison.Compare("a", [new("x", 1)], "b", [new("x", 0)]).SignTest!.P);
        Assert.Null(PairedComparison.Compare("a", [new("x", 1)], "b", [new("y", 0)]).SignTest);
    }

    [Fact]
    public void No_score_at_all_names_the_side()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("x", double.NaN)], "b", [new("x", 1)]);

        Assert.Equal(ComparisonVerdict.NotComparable, c.Verdict);
        Assert.Equal("a has no score", c.Reason);
        Assert.Null(c.Difference);
    }

    [Fact]
    public void Clusters_that_differ_between_the_sides_are_refused() =>
        Assert.Contains(
            "Item 'x'",
            Assert.Throws<ArgumentException>(() => PairedComparison.Compare("a", [new("x", 1, "c")], "b", [new("x", 1, "d")])).Message,
            StringComparison.Ordinal);

    private static ItemScore[] Rows(double[] scores, int clusters) =>
        [.. scores.Select((score, i) => new ItemScore($"{i}", score, $"c{i % clusters}"))];

    private static ComparisonVerdict Mirrored(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.ABetter => ComparisonVerdict.BBetter,
        ComparisonVerdict.BBetter => ComparisonVerdict.ABetter,
        _ => verdict,
    };

    private static bool Close(double? a, double? b) => (a is null) == (b is null) && Math.Abs((a ?? 0) - (b ?? 0)) < 1e-9;
}
