using CsCheck;
using LlmNotebooks.Decisions;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Decisions;

public sealed class ParetoFrontTests
{
    // Few distinct values, so that ties and equal points are common, with infinities among them.
    private static readonly Gen<double> Value = Gen.OneOf(Gen.Int[0, 4].Select(i => (double)i), Gen.Double[-1, 1], Gen.Const(double.NegativeInfinity), Gen.Const(double.PositiveInfinity));

    private static readonly Gen<(Better[] Objectives, double[][] Points)> Problems =
        from k in Gen.Int[1, 3]
        from objectives in Gen.Bool.Select(higher => higher ? Better.Higher : Better.Lower).Array[k]
        from points in Value.Array[k].Array[0, 30]
        select (objectives, points);

    [Fact]
    public void No_front_point_is_dominated_and_every_other_is_dominated_by_one_on_the_front() => Problems.Sample(p =>
    {
        HashSet<int> front = [.. ParetoFront.Of(p.Points, p.Objectives)];
        return Enumerable.Range(0, p.Points.Length).All(i =>
            front.Contains(i) != front.Any(f => Beats(p.Points[f], p.Points[i], p.Objectives)));
    }, iter: 5_000);

    [Fact]
    public void Front_does_not_depend_on_the_order_of_the_points() => Problems.Sample(p =>
    {
        double[][] reversed = [.. p.Points.Reverse()];
        return ParetoFront.Of(p.Points, p.Objectives).SequenceEqual(ParetoFront.Of(reversed, p.Objectives).Select(i => p.Points.Length - 1 - i).Reverse());
    }, iter: 2_000);

    [Fact]
    public void Cheap_and_good_ones_are_on_the_front()
    {
        // Latency and accuracy: the second is slower and worse than the first, the third slower but better.
        IReadOnlyList<int> front = ParetoFront.Of([[10, 0.7], [20, 0.6], [30, 0.9]], Better.Lower, Better.Higher);

        Assert.Equal([0, 2], front);
    }

    [Fact]
    public void Equal_points_are_both_on_the_front() =>
        Assert.Equal([0, 1], ParetoFront.Of([[1, 1], [1, 1]], Better.Lower, Better.Higher));

    [Fact]
    public void A_NaN_is_refused_by_position()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => ParetoFront.Of([[1, 1], [double.NaN, 1]], Better.Lower, Better.Lower));

        Assert.Contains("Point 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_with_too_few_values_is_refused() =>
        Assert.Throws<ArgumentException>(() => ParetoFront.Of([[1]], Better.Lower, Better.Lower));

    // The definition, written apart from the code under test.
    private static bool Beats(double[] a, double[] b, Better[] objectives)
    {
        (double A, double B)[] gains = [.. objectives.Select((o, k) => o == Better.Higher ? (a[k], b[k]) : (-a[k], -b[k]))];
        return gains.All(g => g.A >= g.B) && gains.Any(g => g.A > g.B);
    }
}
