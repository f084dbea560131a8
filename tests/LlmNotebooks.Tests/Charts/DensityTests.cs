using CsCheck;
using LlmNotebooks.Charts;

namespace LlmNotebooks.Tests.Charts;

public sealed class DensityTests
{
    private static readonly Gen<double[]> Samples = Gen.Double[-50, 50].Array[8, 200].Where(v => v.Max() - v.Min() > 1e-3).Select(v => v.Order().ToArray());

    [Fact]
    public void Density_is_positive_and_integrates_to_at_most_one() => Samples.Sample(sorted =>
    {
        (double[] at, double[] value) = Density.Of(sorted);
        double area = at.Zip(at.Skip(1), value.Zip(value.Skip(1), (a, b) => (a + b) / 2)).Sum(s => (s.Second - s.First) * s.Third);
        return value.All(v => v >= 0) && area is > 0.3 and < 1.01;
    });

    [Fact]
    public void Density_of_mirrored_values_is_mirrored() => Samples.Sample(sorted =>
    {
        double[] there = Density.Of(sorted).Value, back = Density.Of([.. sorted.Select(v => -v).Reverse()]).Value;
        return there.Zip(back.Reverse()).All(p => Math.Abs(p.First - p.Second) <= 0.02 * there.Max());
    });

    [Fact]
    public void Density_in_other_units_is_the_same_curve() => Samples.Sample(sorted =>
    {
        double[] milliseconds = Density.Of(sorted).Value, seconds = Density.Of([.. sorted.Select(v => v / 1000)]).Value;
        return milliseconds.Zip(seconds).All(p => Math.Abs(p.First * 1000 - p.Second) <= 1e-6 * seconds.Max() + 0.02 * seconds.Max());
    });

    // The normal density: with many observations at its quantiles the estimate comes near, less the kernel's blur.
    [Fact]
    public void Density_of_normal_scores_is_near_the_normal_density()
    {
        double[] scores = [.. Enumerable.Range(1, 9_999).Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, i / 10_000.0))];

        (double[] at, double[] value) = Density.Of(scores);

        Assert.All(at.Zip(value), p => Assert.Equal(Math.Exp(-0.5 * p.First * p.First) / Math.Sqrt(2 * Math.PI), p.Second, 0.01));
    }

    [Fact]
    public void Two_humps_are_seen_as_two()
    {
        double[] sorted = [.. Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? i / 400.0 : 10 + i / 400.0).Order()];

        (double[] at, double[] value) = Density.Of(sorted);

        double middle = value[Density.Places / 2];
        Assert.True(middle < 0.05 * value.Max(), $"{middle} between the humps, {value.Max()} at the highest, from {at[0]} to {at[^1]}.");
    }
}
