using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class ProportionTests
{
    private static readonly Gen<(int K, int N)> Counts =
        from n in Gen.OneOf(Gen.Int[1, 30], Gen.Int[1, 10_000])
        from k in Gen.OneOf(Gen.Const(0), Gen.Const(n), Gen.Int[0, n])
        select (k, n);

    // Newcombe (1998), Stat. Med. 17:857–872, Table I: method 3 is Wilson's, method 5 Clopper and Pearson's.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662, 0.2527, 0.3676)]
    [InlineData(15, 148, 0.0624, 0.1605, 0.0578, 0.1617)]
    [InlineData(0, 20, 0.0000, 0.1611, 0.0000, 0.1684)]
    [InlineData(1, 29, 0.0061, 0.1718, 0.0009, 0.1776)]
    public void Intervals_are_those_of_Newcombe_1998_table_I(int k, int n, double lower, double upper, double exactLower, double exactUpper)
    {
        Interval wilson = Proportion.Wilson(k, n), exact = Proportion.ClopperPearson(k, n);

        Assert.Equal(lower, wilson.Lower, tolerance: 5e-5);
        Assert.Equal(upper, wilson.Upper, tolerance: 5e-5);
        Assert.Equal(exactLower, exact.Lower, tolerance: 5e-5);
        Assert.Equal(exactUpper, exact.Upper, tolerance: 5e-5);
    }

    [Fact]
    public void Intervals_are_statsmodels()
    {
        JsonElement[] rows = [.. Group("proportion_ci95").Output.EnumerateArray()];

        Assert.Equal(6, rows.Length);
        foreach (JsonElement row in rows)
        {
            int k = row.GetProperty("k").GetInt32(), n = row.GetProperty("n").GetInt32();
            AssertPrinted(row.Numbers("wilson"), Proportion.Wilson(k, n));
            AssertPrinted(row.Numbers("beta"), Proportion.ClopperPearson(k, n));
        }
    }

    [Fact]
    public void Both_contain_the_rate_and_mirror() => Counts.Sample((k, n) =>
    {
        double rate = (double)k / n;
        Interval wilson = Proportion.Wilson(k, n), mirror = Proportion.Wilson(n - k, n), exact = Proportion.ClopperPearson(k, n), exactMirror = Proportion.ClopperPearson(n - k, n);
        return wilson.Contains(rate) && exact.Contains(rate) && wilson.Lower >= 0 && wilson.Upper <= 1 && exact.Lower >= 0 && exact.Upper <= 1
            && Math.Abs(wilson.Lower - (1 - mirror.Upper)) < 1e-12 && Math.Abs(exact.Lower - (1 - exactMirror.Upper)) < 1e-9;
    });

    [Fact]
    public void More_confidence_is_wider() => Gen.Select(Counts, Gen.Double[0.01, 0.98]).Sample((counts, confidence) =>
        Proportion.Wilson(counts.K, counts.N, confidence).Width < Proportion.Wilson(counts.K, counts.N, confidence + 0.01).Width);

    [Fact]
    public void Counts_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(-1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.Wilson(6, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Proportion.ClopperPearson(1, 5, double.NaN));
    }
}
