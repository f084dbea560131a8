using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PairedDesignTests
{
    private static readonly Gen<double> Score = Gen.OneOf(Gen.Int[0, 1].Select(i => (double)i), Gen.Double[0, 1]);

    // Miller (2024), arXiv:2411.00640, section 5: ω² = 1/9, no variance within, δ = 0.03, power 0.8: 969 questions.
    [Fact]
    public void Items_of_Millers_example()
    {
        PairedDesign design = new() { VarianceBetween = 1.0 / 9, VarianceWithin = 0, Source = "Miller" };

        Assert.InRange(design.ItemsFor(0.03, method: PowerMethod.Normal), 969, 970);
        Assert.Equal(0.03, design.MinimumDetectableEffect(969, method: PowerMethod.Normal)!.Value, tolerance: 1e-5);
    }

    // The same: σ_A² = σ_B² = 1/6, 198 questions: one answer each finds 13.2 points, ten find 7.5 (printed without rounding up).
    [Theory]
    [InlineData(1, 0.132)]
    [InlineData(10, 0.075)]
    public void Detectable_difference_of_Millers_example(int repetitions, double expected)
    {
        PairedDesign design = new() { VarianceBetween = 1.0 / 9, VarianceWithin = 2.0 / 6, Source = "Miller" };

        Assert.InRange(design.MinimumDetectableEffect(198, repetitions, method: PowerMethod.Normal)!.Value, expected, expected + 0.001);
    }

    [Fact]
    public void A_pilot_without_clusters_and_repetitions_is_the_paired_t_test()
    {
        // Differences 0.1, 0.3, 0.2, 0.4: variance 1/60.
        ItemScore[] a = [new("1", 0.5), new("2", 0.6), new("3", 0.8), new("4", 0.9), new("5", 1)], b = [new("1", 0.4), new("2", 0.3), new("3", 0.6), new("4", 0.5)];

        PairedDesign design = PairedDesign.FromPilot(a, b);

        Assert.Equal(1.0 / 60, design.VarianceBetween, tolerance: 1e-15);
        Assert.Null(design.VarianceWithin);
        Assert.Equal(1, design.DesignEffect);
        Assert.Equal(SampleSize.OneSampleT(0.05 / Math.Sqrt(1.0 / 60)), design.ItemsFor(0.05));
        Assert.Equal(MinimumDetectableEffect.OneSampleT(50) * Math.Sqrt(1.0 / 60), design.MinimumDetectableEffect(50)!.Value, tolerance: 1e-12);
        Assert.Contains("pilot of 4 items", design.Source, StringComparison.Ordinal);
        Assert.Contains("not known", Assert.Throws<ArgumentOutOfRangeException>(() => design.ItemsFor(0.05, repetitions: 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Repetitions_are_taken_out_of_the_variance_between_items()
    {
        // Item means 0.5, 1, 0 against 0: variance 1/4. Within A: squares ½, 0, 0 with three degrees of freedom: 1/6. Within B: 0.
        ItemScore[] a = [new("1", 1), new("1", 0), new("2", 1), new("2", 1), new("3", 0), new("3", 0)], b = [new("1", 0), new("1", 0), new("2", 0), new("2", 0), new("3", 0), new("3", 0)];

        PairedDesign design = PairedDesign.FromPilot(a, b);

        Assert.Equal(1.0 / 6, design.VarianceWithin!.Value, tolerance: 1e-15);
        Assert.Equal(0.25 - (1.0 / 12), design.VarianceBetween, tolerance: 1e-15);
        Assert.Equal(0.25, design.Variance(2), tolerance: 1e-15);
    }

    [Fact]
    public void Clusters_of_the_pilot_by_hand()
    {
        // Differences 1, 0 | 1, 1 | 0, 0, 0: n = 7, C = 3, mean 3/7. Between: (2·(½−3/7)² + 2·(4/7)² + 3·(3/7)²)/2 = 17/28; within: ½/4 = 1/8; m₀ = (7 − 17/7)/2 = 16/7.
        ItemScore[] a = [new("1", 1, "x"), new("2", 0, "x"), new("3", 1, "y"), new("4", 1, "y"), new("5", 0, "z"), new("6", 0, "z"), new("7", 0, "z")];
        ItemScore[] b = [.. a.Select(score => score with { Score = 0 })];

        PairedDesign design = PairedDesign.FromPilot(a, b);

        double between = 17.0 / 28, within = 1.0 / 8;
        Assert.Equal((between - within) / (between + (((16.0 / 7) - 1) * within)), design.Icc, tolerance: 1e-14);
        Assert.Equal(7.0 / 3, design.ClusterSize, tolerance: 1e-14);
        // m(1 + v²) = Σm²/Σm = 17/7.
        Assert.Equal(1 + (((17.0 / 7) - 1) * design.Icc), design.DesignEffect, tolerance: 1e-14);
    }

    [Fact]
    public void With_clusters_and_all_items_alike_within_them_only_clusters_count()
    {
        PairedDesign single = new() { VarianceBetween = 0.2, Source = "x" }, tens = new() { VarianceBetween = 0.2, ClusterSize = 10, Icc = 1, Source = "x" };

        Assert.Equal(10 * single.ItemsFor(0.1), tens.ItemsFor(0.1), tolerance: 10);
        Assert.Equal(single.PowerAt(0.1, 30), tens.PowerAt(0.1, 300), tolerance: 1e-12);
    }

    // D − d² ≤ D; with the accuracies of Connor-like tables: independence 0.8·0.3 + 0.7·0.2 = 0.38.
    [Fact]
    public void Designs_without_a_pilot()
    {
        Assert.Equal(0.38, PairedDesign.ForAccuracies(0.8, 0.7, correlation: 0).VarianceBetween, tolerance: 1e-15);
        Assert.Equal(0.5, PairedDesign.ForAccuracies(0.8, 0.7).VarianceBetween, tolerance: 1e-15);
        Assert.Equal(0.38 - (2 * 0.5 * Math.Sqrt(0.8 * 0.2 * 0.7 * 0.3)), PairedDesign.ForAccuracies(0.8, 0.7, correlation: 0.5).VarianceBetween, tolerance: 1e-15);
        Assert.Equal(0.2, PairedDesign.ForDiscordance(0.2).VarianceBetween);
        Assert.Equal(1, PairedDesign.WorstCase().VarianceBetween);
        Assert.Equal(0.25, PairedDesign.FromStandardDeviation(0.5).VarianceBetween);
        Assert.Contains("lies from", Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.ForAccuracies(0.8, 0.7, correlation: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.ForAccuracies(0.8, 0.8, correlation: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.ForAccuracies(1, 0.8));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.ForDiscordance(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.FromStandardDeviation(double.NaN));
    }

    [Fact]
    public void A_plan_answers_both_ways()
    {
        PairedDesign design = PairedDesign.ForDiscordance(0.2);

        PairedPlan items = design.PlanFor(-0.05), effect = design.PlanWith(items.Items);

        Assert.Equal(design.ItemsFor(0.05), items.Items);
        Assert.InRange(items.Power, 0.8, 0.802);
        Assert.InRange(effect.Effect, 0.0499, 0.05);
        Assert.Equal($"{items.Items} items show a difference of 0.0500 with probability 0.800 at 95% confidence, going by 0/1 scores that differ on 0.2 of the items.", items.ToString());
    }

    // A difference of two 0/1 scores is a share of the items on which they differ, less another: never more than both together.
    [Theory]
    [InlineData(0.2, 0.3)]
    [InlineData(0.2, -0.3)]
    [InlineData(1, 1.5)]
    [InlineData(1, 3)]
    public void No_difference_is_larger_than_the_share_of_items_that_differ(double discordant, double effect)
    {
        PairedDesign design = PairedDesign.ForDiscordance(discordant);

        Assert.Equal(discordant, design.LargestEffect);
        Assert.Contains($"No difference is more than {discordant}", Assert.Throws<ArgumentOutOfRangeException>(() => design.ItemsFor(effect)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => design.PlanFor(effect));
        Assert.Throws<ArgumentOutOfRangeException>(() => design.PowerAt(effect, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialPlan.For(design, Math.Abs(effect)));
        Assert.InRange(design.PowerAt(Math.Sign(effect) * discordant, 100), 0.8, 1);
        Assert.True(design.ItemsFor(Math.Sign(effect) * discordant) > 1);
    }

    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(0.2, 2)]
    [InlineData(1, 2)]
    public void Where_not_even_the_largest_difference_is_found_there_is_no_smallest(double discordant, int items)
    {
        PairedDesign design = PairedDesign.ForDiscordance(discordant);

        Assert.Null(design.MinimumDetectableEffect(items));
        Assert.True(design.PowerAt(discordant, items) < 0.8);
        Assert.Contains("do not show even the largest", design.PlanWith(items).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_bounds_a_difference_is_known_of_0_and_1_only()
    {
        Assert.Equal(0.38, PairedDesign.ForAccuracies(0.8, 0.7, correlation: 0).LargestEffect!.Value, tolerance: 1e-15);
        Assert.Equal(1, PairedDesign.WorstCase().LargestEffect);
        Assert.Null(PairedDesign.FromStandardDeviation(0.5).LargestEffect);
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.WorstCase() with { LargestEffect = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDesign.WorstCase() with { LargestEffect = double.NaN });
    }

    [Fact]
    public void Items_and_detectable_difference_undo_each_other() =>
        Gen.Select(Gen.Double[0.01, 1], Gen.Double[0, 1], Gen.Int[1, 5], Gen.OneOf(Gen.Const(1.0), Gen.Double[1, 8]), Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1]), Gen.Double[0.02, 1]).Sample((between, within, repetitions, size, icc, effect) =>
        {
            PairedDesign design = new() { VarianceBetween = between, VarianceWithin = within, ClusterSize = size, Icc = icc, Source = "a law" };
            int items = design.ItemsFor(effect, repetitions);
            int fewest = (int)Math.Ceiling(2 * size);
            return design.PowerAt(effect, items, repetitions) >= 0.8
                && design.MinimumDetectableEffect(items, repetitions) <= effect * (1 + 1e-9)
                && (items == fewest || design.MinimumDetectableEffect(items - 1, repetitions) > effect * (1 - 1e-9));
        }, iter: 60);

    [Fact]
    public void More_repetitions_never_need_more_items() =>
        Gen.Select(Gen.Double[0.01, 1], Gen.Double[0, 1], Gen.Int[1, 9], Gen.Double[0.05, 1]).Sample((between, within, repetitions, effect) =>
        {
            PairedDesign design = new() { VarianceBetween = between, VarianceWithin = within, Source = "a law" };
            return design.ItemsFor(effect, repetitions + 1) <= design.ItemsFor(effect, repetitions);
        }, iter: 60);

    // The standard error that a pilot predicts for its own size is the comparison's own, up to the estimate of the ICC.
    [Fact]
    public void A_pilot_of_single_item_clusters_predicts_its_own_standard_error() => Score.Array[3, 40].Sample(scores =>
    {
        ItemScore[] a = [.. scores.Select((score, i) => new ItemScore($"{i:00}", score))], b = [.. scores.Select((_, i) => new ItemScore($"{i:00}", i % 2))];
        PairedComparison comparison = PairedComparison.Compare("a", a, "b", b);
        return comparison.SePaired is not > 1e-9 || Math.Abs(PairedDesign.FromPilot(a, b).StandardError(scores.Length) - comparison.SePaired.Value) < 1e-12;
    });

    [Fact]
    public void A_pilot_that_says_nothing_is_refused_with_its_reason()
    {
        Assert.Contains("0 items", Assert.Throws<ArgumentException>(() => PairedDesign.FromPilot([new("a", 1)], [new("b", 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("1 clusters", Assert.Throws<ArgumentException>(() => PairedDesign.FromPilot([new("a", 1, "c"), new("b", 0, "c")], [new("a", 1, "c"), new("b", 1, "c")])).Message, StringComparison.Ordinal);
        Assert.Contains("all 1", Assert.Throws<ArgumentException>(() => PairedDesign.FromPilot([new("a", 1), new("b", 1)], [new("a", 0), new("b", 0)])).Message, StringComparison.Ordinal);
        Assert.Contains("in one cluster", Assert.Throws<ArgumentException>(() => PairedDesign.FromPilot([new("a", 1, "x"), new("b", 1)], [new("a", 0, "y"), new("b", 0)])).Message, StringComparison.Ordinal);
    }
}
