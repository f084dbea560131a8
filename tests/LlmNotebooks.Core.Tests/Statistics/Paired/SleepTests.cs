using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

/// <summary>Hours of sleep gained by two drugs in ten patients (Student 1908), with the figures that R 4 prints for its data set <c>sleep</c>.</summary>
public sealed class SleepTests
{
    private static readonly ItemScore[] First = Scores(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0), Second = Scores(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);

    [Fact]
    public void The_paired_t_test_is_Rs()
    {
        PairedComparison c = PairedComparison.Compare("first", First, "second", Second);

        // t.test(x, y, paired = TRUE): t = -4.0621, df = 9, p-value = 0.002833, interval -2.4598858 -0.7001142, mean difference -1.58.
        Assert.Equal((-4.0621, 9, 0.002833), (Math.Round(c.T!.Value, 4), c.DegreesOfFreedom!.Value, Math.Round(c.P!.Value, 6)));
        Assert.Equal((-1.58, -2.4598858, -0.7001142), (Math.Round(c.Difference!.Value, 10), Math.Round(c.Interval!.Value.Lower, 7), Math.Round(c.Interval.Value.Upper, 7)));
        // cor(x, y) 0.7951702; t.test(x, y) of Welch: t = -1.8608, whose standard error this is, read from the normal distribution: 2 · pnorm(-1.8608) = 0.0628.
        Assert.Equal(0.7951702, c.Correlation!.Value, 1e-7);
        Assert.Equal(-1.8608, c.Difference.Value / c.SeUnpaired!.Value, 5e-5);
        Assert.Equal(0.0628, c.PUnpaired!.Value, 5e-5);
        Assert.Equal(4.0621 * 4.0621 / (1.8608 * 1.8608), c.VarianceRatio!.Value, 5e-4);
    }

    [Fact]
    public void The_verdict_says_which_is_better_and_why()
    {
        PairedComparison c = PairedComparison.Compare("first", First, "second", Second), back = PairedComparison.Compare("second", Second, "first", First);

        Assert.Equal("second is better than first: difference -1.5800, 95% interval -2.4599 to -0.7001, p = 0.0028, 10 pairs, 10 clusters.", c.VerdictText);
        Assert.Equal("second is better than first: difference 1.5800, 95% interval 0.7001 to 2.4599, p = 0.0028, 10 pairs, 10 clusters.", back.ToString());
        PairedComparison lower = PairedComparison.Compare("first", First, "second", Second, lowerIsBetter: true);
        Assert.True(lower.LowerIsBetter);
        Assert.StartsWith("first is better than second: difference -1.5800,", lower.VerdictText, StringComparison.Ordinal);
        Assert.Equal("first and second are not distinguishable: difference -1.5800, 99.9% interval -3.4396 to 0.2796, p = 0.0028, 10 pairs, 10 clusters.", PairedComparison.Compare("first", First, "second", Second, 0.999).VerdictText);
    }

    [Fact]
    public void A_p_value_too_small_to_print_is_bounded()
    {
        ItemScore[] a = [.. Enumerable.Range(0, 60).Select(i => new ItemScore($"{i}", 1 + (0.001 * (i % 3))))], b = [.. Enumerable.Range(0, 60).Select(i => new ItemScore($"{i}", 0))];

        Assert.Contains(", p < 0.0001, 60 pairs", PairedComparison.Compare("a", a, "b", b).VerdictText, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_pairs_the_sentence_says_why()
    {
        ItemScore[] none = [new("1", null)], other = [new("other", 1)];

        Assert.Equal("a and b are not comparable: neither has a score.", PairedComparison.Compare("a", none, "b", none).VerdictText);
        Assert.Equal("a and b are not comparable: a has no score.", PairedComparison.Compare("a", none, "b", First).VerdictText);
        Assert.Equal("a and b are not comparable: b has no score.", PairedComparison.Compare("a", First, "b", none).VerdictText);
        Assert.Equal("a and b are not comparable: they have no item in common.", PairedComparison.Compare("a", other, "b", First).VerdictText);
        Assert.Equal("a and b are not comparable: there are fewer than 2 clusters.", PairedComparison.Compare("a", other, "b", other).VerdictText);
        Assert.Null(PairedComparison.Compare("a", other, "b", other).DegreesOfFreedom);
    }

    [Fact]
    public void Two_pairs_are_enough_for_a_t_test_and_a_correlation()
    {
        PairedComparison c = PairedComparison.Compare("a", [new("1", 1), new("2", 4)], "b", [new("1", 0), new("2", 1)]);

        // Differences 1 and 3: mean 2, standard error 1, one degree of freedom; t of Cauchy's distribution: p = 1 - 2/π · atan 2.
        Assert.Equal((2, 1, 1), (c.Difference!.Value, Math.Round(c.SePaired!.Value, 12), c.DegreesOfFreedom!.Value));
        Assert.Equal(1 - (2 / Math.PI * Math.Atan(2)), c.P!.Value, 1e-9);
        Assert.Equal(1, c.Correlation!.Value, 1e-12);
    }

    [Fact]
    public void The_usual_tests_stand_side_by_side_with_what_each_takes_for_granted()
    {
        IReadOnlyList<PairedTest> tests = PairedTests.All(First, Second, seed: 3, resamples: 2_000);

        // Of ten patients one gained the same, nine more by the second: the sign test is 2 · 2⁻⁹.
        Assert.Equal(2 / 512.0, tests[4].P!.Value, 1e-12);
        // All ranks on one side, two of them tied: z = 22.5 / √71.125, and 2 · pnorm(-2.66793) = 0.0076324 (wilcox.test(…, correct = FALSE)).
        Assert.Equal(0.0076324, tests[3].P!.Value, 5e-7);
        // z of 0.975 is 1.959964, and the standard error 1.58 / 1.8608.
        Assert.Equal(-1.58 - (1.959964 * 1.58 / 1.8608), tests[5].Interval!.Value.Lower, 5e-4);
        Assert.Equal(-1.58 + (1.959964 * 1.58 / 1.8608), tests[5].Interval!.Value.Upper, 5e-4);
        // All nine that differ lie on one side: of 2⁹ arrangements two are as far out.
        Assert.Equal(2 / 512.0, tests[1].P!.Value, 1e-12);
        Assert.Equal(
            [
                "the mean difference is nearly normal", "labels could be swapped; all arrangements counted", "BCa, 2000 resamples; an interval, no p", "differences are symmetric; by ranks, not the mean",
                "only which is better, not by how much", "as if the two had answered different questions", "as if all items were independent", "not made: it takes scores of 0 and 1",
            ],
            tests.Select(test => test.Note));
    }

    [Fact]
    public void Notes_say_what_was_drawn_and_what_could_not_be_made()
    {
        ItemScore[] a = [.. Enumerable.Range(0, 50).Select(i => new ItemScore($"{i}", Math.Sqrt(i)))], b = [.. Enumerable.Range(0, 50).Select(i => new ItemScore($"{i}", Math.Cbrt(50 - i)))];
        Assert.Equal("labels could be swapped; 300 drawn", PairedTests.All(a, b, resamples: 300)[1].Note);

        // Everywhere the same: no test, no bias to correct.
        IReadOnlyList<PairedTest> same = PairedTests.All(Scores(1, 1, 0, 1), Scores(1, 1, 0, 1), resamples: 100);
        Assert.Equal("no cluster's scores differ", same[0].Note);
        Assert.Equal((1.0, 1.0), (same[3].P!.Value, same[4].P!.Value));
        Assert.Equal("mid-p; 0 only A, 0 only B, as if all items were independent", same[7].Note);
        Assert.Equal("mid-p; 2 only A, 1 only B, as if all items were independent", PairedTests.All(Scores(1, 1, 0, 1), Scores(0, 0, 1, 1), resamples: 100)[7].Note);
    }

    private static ItemScore[] Scores(params double[] values) => [.. values.Select((value, patient) => new ItemScore($"{patient}", value))];
}
