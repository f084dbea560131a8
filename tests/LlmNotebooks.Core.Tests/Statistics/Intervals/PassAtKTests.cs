using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class PassAtKTests
{
    private static readonly Gen<(int N, int C, int K)> Counts =
        from n in Gen.OneOf(Gen.Int[1, 12], Gen.Int[1, 5_000])
        from c in Gen.OneOf(Gen.Const(0), Gen.Const(n), Gen.Int[0, n])
        from k in Gen.OneOf(Gen.Const(1), Gen.Const(n), Gen.Int[1, n])
        select (n, c, k);

    // 1 − C(n−c, k)/C(n, k) with whole numbers (Python 3.11, math.comb); Chen et al. (2021), arXiv:2107.03374, equation 1.
    [Theory]
    [InlineData(10, 3, 1, 0.3)]
    [InlineData(10, 3, 5, 0.916666666667)]
    [InlineData(200, 1, 100, 0.5)]
    [InlineData(20, 0, 5, 0)]
    [InlineData(5, 5, 2, 1)]
    [InlineData(200, 37, 10, 0.877374567379)]
    public void Any_of_k_is_the_closed_form(int samples, int correct, int k, double expected) =>
        Assert.Equal(expected, PassAtK.Any(samples, correct, k), tolerance: 1e-12);

    // C(c, k)/C(n, k): Yao et al. (2024), arXiv:2406.12045; 3/45, 4/10·3/9·2/8·1/7, 1.
    [Theory]
    [InlineData(10, 3, 2, 3.0 / 45)]
    [InlineData(10, 4, 4, 1.0 / 210)]
    [InlineData(8, 8, 8, 1)]
    [InlineData(8, 3, 4, 0)]
    public void All_of_k_is_the_closed_form(int samples, int correct, int k, double expected) =>
        Assert.Equal(expected, PassAtK.All(samples, correct, k), tolerance: 1e-15);

    [Fact]
    public void At_1_both_are_the_share_and_no_pass_is_all_failures() => Counts.Sample((n, c, k) =>
        Math.Abs(PassAtK.Any(n, c, 1) - ((double)c / n)) < 1e-12 && Math.Abs(PassAtK.All(n, c, 1) - ((double)c / n)) < 1e-12
        && Math.Abs(PassAtK.Any(n, c, k) + PassAtK.All(n, n - c, k) - 1) < 1e-9
        && PassAtK.All(n, c, k) <= ((double)c / n) + 1e-12 && PassAtK.Any(n, c, k) >= ((double)c / n) - 1e-12);

    // Unbiased: leaving out any one attempt gives the same on average.
    [Fact]
    public void Leaving_out_one_attempt_changes_nothing_on_average() => Counts.Where(count => count.N > count.K).Sample((n, c, k) =>
        Math.Abs(Average(n, c, (m, d) => PassAtK.Any(m, d, k)) - PassAtK.Any(n, c, k)) < 1e-9 && Math.Abs(Average(n, c, (m, d) => PassAtK.All(m, d, k)) - PassAtK.All(n, c, k)) < 1e-9);

    [Fact]
    public void Items_with_too_few_attempts_are_missing_with_their_reason()
    {
        PassAtKEstimate estimate = PassAtK.Estimate([new("a", 5, 2), new("b", 4, 4), new("c", 2, 1), new("d", 0, 0)], k: 3);

        // a: 1 − C(3,3)/C(5,3) = 0.9 and 0; b: 1 and 1.
        Assert.Equal(0.95, estimate.AnyOfK.Mean!.Value, tolerance: 1e-15);
        Assert.Equal(0.5, estimate.AllOfK.Mean!.Value, tolerance: 1e-15);
        Assert.Equal(2, estimate.AnyOfK.Items);
        Assert.Equal("2 of the 3 attempts that it takes", estimate.Missing["c"]);
        Assert.Equal(["c", "d"], estimate.Missing.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Scores_of_attempts_are_counted_and_missing_ones_are_no_attempts()
    {
        ItemScore[] scores = [new("a", 1, "x"), new("a", 0.9, "x"), new("a", null, "x"), new("b", 1, "x"), new("b", 1, "x"), new("c", 0, "y"), new("c", double.NaN, "y"), new("c", 1, "y")];

        PassAtKEstimate strict = PassAtK.FromScores(scores, k: 2), lenient = PassAtK.FromScores(scores, k: 2, solvedFrom: 0.5);

        Assert.Equal((3, 2), (strict.AnyOfK.Items, strict.AnyOfK.Clusters));
        Assert.Equal(1.0, strict.AnyOfK.Mean!.Value);
        Assert.Equal(1.0 / 3, strict.AllOfK.Mean!.Value, tolerance: 1e-15);
        Assert.Equal(2.0 / 3, lenient.AllOfK.Mean!.Value, tolerance: 1e-15);
        Assert.Equal(["a", "b", "c"], PassAtK.FromScores(scores, k: 3).Missing.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Any(3, 1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Any(3, 4, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.All(3, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.All(3, 1, 0));
        Assert.Throws<ArgumentException>(() => PassAtK.Estimate([new("a", 1, 1), new("a", 1, 1)], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate([new("a", 1, 2)], 1));
        Assert.Throws<ArgumentException>(() => PassAtK.FromScores([new("a", 1, "x"), new("a", 1, "y")], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.FromScores([], 1, solvedFrom: double.NaN));
    }

    private static double Average(int n, int c, Func<int, int, double> of) =>
        ((c == 0 ? 0 : c * of(n - 1, c - 1)) + (c == n ? 0 : (n - c) * of(n - 1, c))) / n;
}
