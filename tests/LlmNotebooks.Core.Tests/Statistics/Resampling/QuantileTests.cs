using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class QuantileTests
{
    // R: quantile(c(1, 2, 4, 8, 16), c(0, .1, .25, .5, .9, .95, 1)), type 7: 1.0 1.4 2.0 4.0 12.8 14.4 16.0.
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 1.4)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 4)]
    [InlineData(0.9, 12.8)]
    [InlineData(0.95, 14.4)]
    [InlineData(1, 16)]
    public void Quantiles_are_Rs_type_7(double p, double expected) => Assert.Equal(expected, Quantile.Of([1, 2, 4, 8, 16], p), tolerance: 1e-12);

    [Fact]
    public void One_value_is_every_quantile() => Assert.Equal([3, 3, 3], new[] { 0, 0.5, 1 }.Select(p => Quantile.Of([3], p)));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_outside_of_0_to_1_is_refused(double p) => Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1, 2], p));
}
