using System.Text.Json;
using CsCheck;
using LlmNotebooks.Statistics;
using static LlmNotebooks.Tests.Statistics.GoldenFigures;

namespace LlmNotebooks.Tests.Statistics;

public sealed class MultipleComparisonsTests
{
    private static readonly Gen<double[]> PValues = Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1], Gen.Double[0, 0.05], Gen.Int[0, 5].Select(i => i / 5.0)).Array[0, 30];

    [Theory]
    [InlineData("adjusted_p")]
    [InlineData("adjusted_p_unsorted_ties")]
    public void Adjusted_values_are_statsmodels(string group)
    {
        (JsonElement input, JsonElement output) = Group(group);
        double[] p = input.Numbers("p");

        AssertAll(output.Numbers("holm"), MultipleComparisons.Holm(p));
        AssertAll(output.Numbers("fdr_bh"), MultipleComparisons.BenjaminiHochberg(p));
        AssertAll(output.Numbers("bonferroni"), MultipleComparisons.Bonferroni(p));
    }

    [Fact]
    public void Benjamini_Hochberg_is_at_most_Holm_is_at_most_Bonferroni() => PValues.Sample(p =>
    {
        double[] bh = MultipleComparisons.BenjaminiHochberg(p), holm = MultipleComparisons.Holm(p), bonferroni = MultipleComparisons.Bonferroni(p);
        return p.Index().All(at => at.Item <= bh[at.Index] && bh[at.Index] <= holm[at.Index] + 1e-15 && holm[at.Index] <= bonferroni[at.Index] && bonferroni[at.Index] <= 1);
    });

    [Fact]
    public void Adjusting_keeps_the_order_of_hypotheses() => Gen.Select(PValues, Gen.Int[0, 1000]).Sample((p, turn) =>
    {
        double[] turned = [.. p.Skip(turn % (p.Length + 1)), .. p.Take(turn % (p.Length + 1))];
        double[] expected = MultipleComparisons.Holm(p), discovery = MultipleComparisons.BenjaminiHochberg(p);
        return MultipleComparisons.Holm(turned).SequenceEqual([.. expected.Skip(turn % (p.Length + 1)), .. expected.Take(turn % (p.Length + 1))])
            && p.Index().All(a => p.Index().All(b => a.Item > b.Item || (expected[a.Index] <= expected[b.Index] && discovery[a.Index] <= discovery[b.Index])));
    });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void A_missing_or_impossible_p_value_is_refused_by_position(double wrong)
    {
        foreach (Func<double[], double[]> adjust in (Func<double[], double[]>[])[p => MultipleComparisons.Holm(p), p => MultipleComparisons.BenjaminiHochberg(p), p => MultipleComparisons.Bonferroni(p)])
        {
            Assert.Contains("p-value 1 must be in [0, 1]", Assert.Throws<ArgumentOutOfRangeException>(() => adjust([0.5, wrong])).Message, StringComparison.Ordinal);
        }
    }

    private static void AssertAll(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) { AssertPrinted(expected[i], actual[i]); }
    }
}
