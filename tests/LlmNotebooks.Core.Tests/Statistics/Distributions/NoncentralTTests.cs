using CsCheck;
using LlmNotebooks.Statistics;
using MathNet.Numerics.Distributions;

namespace LlmNotebooks.Tests.Statistics;

public sealed class NoncentralTTests
{
    private static readonly Gen<double> DegreesOfFreedom = Gen.OneOf(Gen.Const(1.0), Gen.Double[1, 3], Gen.Int[2, 40].Select(i => (double)i), Gen.Double[1, 1e6]);

    private static readonly Gen<double> Noncentrality = Gen.OneOf(Gen.Const(0.0), Gen.Double[-5, 5], Gen.Double[-60, 60]);

    private static readonly Gen<double> Values = Gen.OneOf(Gen.Const(0.0), Gen.Double[-5, 5], Gen.Double[-60, 60]);

    // SciPy 1.10.1: stats.nct.sf(t, df, nc), which is Boost's.
    [Theory]
    [InlineData(2.0, 10, 1.0, 0.19238843746962478)]
    [InlineData(12.706, 1, 0.5, 0.04369514052755395)]
    [InlineData(12.706, 1, 30.0, 0.9814179218690504)]
    [InlineData(4.303, 2, -1.0, 0.0038833725571891463)]
    [InlineData(1.97, 199, 2.8, 0.7962925901740406)]
    [InlineData(2.26, 9, 0.95, 0.134323342842)]
    [InlineData(1.96, 100000, 2.8, 0.7995449188145106)]
    [InlineData(1.96, 999999, 5.0, 0.9988170997144108)]
    [InlineData(1.5, 2.5, 0.3, 0.18557639768462636)]
    [InlineData(-1.0, 7, 0.5, 0.9218977977991223)]
    [InlineData(40, 3, 45, 0.7153586236630685)]
    public void Tail_probabilities_are_SciPys(double t, double degreesOfFreedom, double noncentrality, double expected) =>
        Assert.Equal(expected, NoncentralT.Upper(t, degreesOfFreedom, noncentrality), tolerance: 2e-11);

    // T > 0 where Z > −δ.
    [Fact]
    public void Above_0_it_is_the_normal_distribution() => Gen.Select(DegreesOfFreedom, Noncentrality).Sample((df, nc) =>
        Math.Abs(NoncentralT.Upper(0, df, nc) - Normal.CDF(0, 1, nc)) < 1e-10);

    // Math.NET takes t²/(ν + t²) from 1 and loses what is small.
    [Fact]
    public void Without_noncentrality_it_is_Students() => Gen.Select(DegreesOfFreedom, Values).Where((df, t) => t == 0 || t * t > 1e-6 * df).Sample((df, t) =>
        Math.Abs(NoncentralT.Upper(t, df, 0) - (t > 0 ? Distribution.StudentTwoSidedP(t, df) / 2 : 1 - (Distribution.StudentTwoSidedP(t, df) / 2))) < 1e-9);

    [Fact]
    public void Both_tails_make_1_and_mirror() => Gen.Select(Values, DegreesOfFreedom, Noncentrality).Sample((t, df, nc) =>
        Math.Abs(NoncentralT.Upper(t, df, nc) + NoncentralT.Upper(-t, df, -nc) - 1) < 1e-10);

    [Fact]
    public void It_falls_with_t_and_grows_with_the_noncentrality() => Gen.Select(Values, DegreesOfFreedom, Noncentrality, Gen.Double[0, 3]).Sample((t, df, nc, more) =>
        NoncentralT.Upper(t + more, df, nc) <= NoncentralT.Upper(t, df, nc) + 1e-10 && NoncentralT.Upper(t, df, nc + more) >= NoncentralT.Upper(t, df, nc) - 1e-10);

    [Theory]
    [InlineData(double.NaN, 5, 0)]
    [InlineData(1, 0.5, 0)]
    [InlineData(1, double.NaN, 0)]
    [InlineData(1, double.PositiveInfinity, 0)]
    [InlineData(1, 5, double.NegativeInfinity)]
    public void What_is_not_finite_is_refused(double t, double degreesOfFreedom, double noncentrality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NoncentralT.Upper(t, degreesOfFreedom, noncentrality));
}
