using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class McNemarTests
{
    private static readonly Gen<int> Count = Gen.OneOf(Gen.Const(0), Gen.Int[0, 4], Gen.Int[0, 500]);

    [Theory]
    [InlineData("mcnemar_small")]
    [InlineData("mcnemar_large")]
    [InlineData("mcnemar_none")]
    public void The_test_is_statsmodels(string group)
    {
        (JsonElement input, JsonElement output) = Group(group);
        int[][] table = [.. input.GetProperty("table").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetInt32()).ToArray())];

        McNemarResult test = McNemar.Test(table[0][0], table[0][1], table[1][0], table[1][1]);

        AssertPrinted(output.Number("exact_p"), test.PExact);
        AssertPrinted(output.Number("mid_p"), test.PMid);
        Assert.Equal(output.Number("exact_statistic"), Math.Min(test.OnlyFirst, test.OnlySecond));
        Assert.Equal(output.TryGetProperty("chi2", out JsonElement plain), test.ChiSquare is not null);
        if (test.ChiSquare is null) { return; }
        JsonElement corrected = output.GetProperty("chi2_corrected");
        AssertPrinted(plain.Number("statistic"), test.ChiSquare.Value);
        AssertPrinted(plain.Number("p"), test.PChiSquare!.Value);
        AssertPrinted(corrected.Number("statistic"), test.ChiSquareCorrected!.Value);
        AssertPrinted(corrected.Number("p"), test.PChiSquareCorrected!.Value);
    }

    // Bentur et al. (2009), airway hyper-responsiveness in 21 children: table (1, 1, 7, 12). Fagerland, Lydersen and Laake (2013), BMC Medical
    // Research Methodology 13:91, print exact p = 0.0703 and mid-p = 0.0391; (2014), Statistics in Medicine 33:2850–2875, Newcombe's interval −0.507 to −0.026.
    [Fact]
    public void Benturs_children_are_as_published()
    {
        McNemarResult test = McNemar.Test(1, 1, 7, 12);

        Assert.Equal(0.0703, test.PExact, 5e-5);
        Assert.Equal(0.0391, test.PMid, 5e-5);
        Assert.Equal(-0.507, test.Interval.Lower, 5e-4);
        Assert.Equal(-0.026, test.Interval.Upper, 5e-4);
    }

    // SciPy 1.10.1: 2*binom.cdf(k, n, .5) and binom.pmf(k, n, .5); 12 of 15 are as in the small table above.
    [Theory]
    [InlineData(1_000_000, 1_001_500, 0.2893467257124285, 0.00032148058040207673)]
    [InlineData(5, 0, 0.0625, 0.03125)]
    [InlineData(1, 7, 0.0703125, 0.03125)]
    public void Many_discordant_pairs_lose_no_digits(int b, int c, double exact, double probability)
    {
        McNemarResult test = McNemar.Test(3, b, c, 4);

        Assert.Equal(exact, test.PExact, exact * 1e-9);
        Assert.Equal(exact - probability, test.PMid, exact * 1e-9);
    }

    // As many on both sides: 1, and 1 less half of binom.pmf(500, 1000, .5) = 0.025225018178360804 (SciPy 1.10.1).
    [Fact]
    public void As_many_on_both_sides_are_no_evidence()
    {
        McNemarResult test = McNemar.Test(0, 500, 500, 0);

        Assert.Equal(1, test.PExact);
        Assert.Equal(1 - (0.025225018178360804 / 2), test.PMid, 1e-13);
        Assert.Equal(0, test.ChiSquareCorrected);
    }

    [Fact]
    public void Paired_outcomes_are_counted()
    {
        McNemarResult test = McNemar.Paired([1, 1, 1, 0, 0, 0, 1], [1, 0, 0, 1, 0, 0, 1]);

        Assert.Equal((2, 2, 1, 2), (test.Both, test.OnlyFirst, test.OnlySecond, test.Neither));
        Assert.Equal(1.0 / 7, test.Difference, 1e-15);
        Assert.Equal(3.0 / 7, test.DiscordantShare, 1e-15);
        Assert.Equal(2, test.OddsRatio);
    }

    [Fact]
    public void Swapping_mirrors_the_test() => Gen.Select(Count, Count, Count, Count).Sample((both, b, c, neither) =>
    {
        if (both + b + c + neither == 0) { return true; }
        McNemarResult test = McNemar.Test(both, b, c, neither), swapped = McNemar.Test(both, c, b, neither);
        return test.PExact is >= 0 and <= 1 && test.PMid is >= 0 and <= 1 && test.PMid <= test.PExact && test.PExact == swapped.PExact && test.PMid == swapped.PMid
            && test.Difference == -swapped.Difference && Math.Abs(test.Interval.Lower + swapped.Interval.Upper) < 1e-12
            && test.Interval.Lower <= test.Difference + 1e-15 && test.Interval.Upper >= test.Difference - 1e-15 && test.Interval.Lower >= -1 && test.Interval.Upper <= 1;
    });

    [Fact]
    public void The_exact_test_is_that_of_fair_coins() => Gen.Select(Gen.Int[0, 14], Gen.Int[0, 14]).Sample((b, c) =>
    {
        int n = b + c, least = Math.Max(b, c);
        double share = (double)Enumerable.Range(0, 1 << Math.Min(n, 16)).Count(coins => Math.Max(int.PopCount(coins), n - int.PopCount(coins)) >= least) / (1 << Math.Min(n, 16));
        return n > 16 || Math.Abs(McNemar.Test(0, b, c, 1).PExact - share) < 1e-13;
    });

    [Fact]
    public void What_cannot_be_tested_is_refused_by_name()
    {
        Assert.Contains("Value 1 is 0.5", Assert.Throws<ArgumentException>(() => McNemar.Paired([1, 0.5], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemar.Test(1, -1, 0, 0));
        Assert.Throws<ArgumentException>(() => McNemar.Test(0, 0, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => McNemar.Test(1, 1, 1, 1, confidence: 0));
    }
}
