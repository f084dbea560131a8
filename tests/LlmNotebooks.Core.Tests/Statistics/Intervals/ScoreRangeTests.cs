using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class ScoreRangeTests
{
    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(-1, 1, true)]
    [InlineData(0, double.PositiveInfinity, false)]
    [InlineData(-1e308, 1e308, false)]
    public void A_range_is_bounded_where_both_ends_and_its_width_are_finite(double minimum, double maximum, bool bounded) =>
        Assert.Equal(bounded, new ScoreRange(minimum, maximum).IsBounded);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    public void A_range_without_width_is_refused(double minimum, double maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScoreRange(minimum, maximum));
}
