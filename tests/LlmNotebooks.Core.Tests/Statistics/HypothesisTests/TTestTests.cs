using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class TTestTests
{
    // Student (1908), Biometrika 6:1–25, the sleep data (R's `sleep`): hours gained with two drugs by ten patients.
    private static readonly double[] Drug1 = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    private static readonly double[] Drug2 = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    // R: t.test(extra ~ group, data = sleep, paired = TRUE) prints t = -4.0621, df = 9, p-value = 0.002833, -2.4598858 -0.7001142.
    [Fact]
    public void Paired_test_of_the_sleep_data_is_Rs()
    {
        TTestResult test = TTest.Paired(Drug1, Drug2);

        Assert.Equal(-4.0621, test.T, tolerance: 5e-5);
        Assert.Equal(9, test.DegreesOfFreedom);
        Assert.Equal(0.002833, test.P, tolerance: 5e-7);
        Assert.Equal(-2.4598858, test.Interval.Lower, tolerance: 5e-8);
        Assert.Equal(-0.7001142, test.Interval.Upper, tolerance: 5e-8);
    }

    // R: t.test(extra ~ group, data = sleep) prints t = -1.8608, df = 17.776, p-value = 0.07939, -3.3654832 0.2054832.
    [Fact]
    public void Welchs_test_of_the_sleep_data_is_Rs()
    {
        TTestResult test = TTest.Welch(Drug1, Drug2);

        Assert.Equal(-1.8608, test.T, tolerance: 5e-5);
        Assert.Equal(17.776, test.DegreesOfFreedom, tolerance: 5e-4);
        Assert.Equal(0.07939, test.P, tolerance: 5e-6);
        Assert.Equal(-3.3654832, test.Interval.Lower, tolerance: 5e-8);
        Assert.Equal(0.2054832, test.Interval.Upper, tolerance: 5e-8);
    }

    // R: t.test(sleep$extra[1:10]) prints t = 1.3257, df = 9, p-value = 0.2176, -0.5297804 2.0297804, mean 0.75.
    [Fact]
    public void One_sample_test_of_the_sleep_data_is_Rs()
    {
        TTestResult test = TTest.OneSample(Drug1);

        Assert.Equal(1.3257, test.T, tolerance: 5e-5);
        Assert.Equal(0.2176, test.P, tolerance: 5e-5);
        Assert.Equal(-0.5297804, test.Interval.Lower, tolerance: 5e-8);
        Assert.Equal(2.0297804, test.Interval.Upper, tolerance: 5e-8);
        Assert.Equal(0.75, test.Difference, tolerance: 1e-12);
        Assert.Equal(0, TTest.OneSample(Drug1, mean: 0.75).T, tolerance: 1e-12);
    }

    // R: t.test(extra ~ group, data = sleep, var.equal = TRUE) prints t = -1.8608, df = 18, p-value = 0.07919, -3.363874 0.203874.
    [Fact]
    public void Students_test_of_the_sleep_data_is_Rs()
    {
        TTestResult test = TTest.Student(Drug1, Drug2);

        Assert.Equal(-1.8608, test.T, tolerance: 5e-5);
        Assert.Equal(18, test.DegreesOfFreedom);
        Assert.Equal(0.07919, test.P, tolerance: 5e-6);
        Assert.Equal(-3.363874, test.Interval.Lower, tolerance: 5e-7);
        Assert.Equal(0.203874, test.Interval.Upper, tolerance: 5e-7);
    }

    [Fact]
    public void Swapping_turns_the_tests_around() => Gen.Select(Gen.Double[-5, 5].Array[2, 20], Gen.Double[-5, 5].Array[2, 20]).Sample((a, b) =>
    {
        if (a.Distinct().Count() < 2) { return true; }
        TTestResult welch = TTest.Welch(a, b), swapped = TTest.Welch(b, a), one = TTest.OneSample(a);
        return welch.T == -swapped.T && Math.Abs(welch.P - swapped.P) < 1e-12 && welch.P is >= 0 and <= 1 && Math.Abs(welch.PGreater - swapped.PLess) < 1e-12
            && Math.Abs(welch.PGreater + welch.PLess - 1) < 1e-12 && welch.DegreesOfFreedom >= Math.Min(a.Length, b.Length) - 1.0000001 && welch.DegreesOfFreedom <= a.Length + b.Length - 1.9999999
            && TTest.Paired(a, new double[a.Length]) == one;
    });

    // R: cor(sleep$extra[1:10], sleep$extra[11:20]) prints 0.7951702.
    [Fact]
    public void Correlation_of_the_sleep_data_is_Rs() => Assert.Equal(0.7951702, Correlation.Pearson(Drug1, Drug2)!.Value, tolerance: 5e-8);

    [Fact]
    public void What_cannot_be_tested_is_refused_by_name()
    {
        Assert.Contains("at least 2 are needed", Assert.Throws<ArgumentException>(() => TTest.Paired([1], [2])).Message, StringComparison.Ordinal);
        Assert.Contains("3 and 2", Assert.Throws<ArgumentException>(() => TTest.Paired([1, 2, 3], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("do not vary", Assert.Throws<ArgumentException>(() => TTest.Paired([1, 2], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("Value 1 is NaN", Assert.Throws<ArgumentException>(() => TTest.Welch([1, double.NaN], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TTest.Welch([1, 2], [2, 3], confidence: 1));
    }

    // The largest double is 1.8e308: the sum, or the squares, of these are none.
    [Fact]
    public void Values_whose_sums_are_no_numbers_are_refused()
    {
        double[] large = [1e308, 1e308, 2], small = [-1e308, 1e300, 3];
        ItemScore[] scores = [.. large.Select((score, i) => new ItemScore($"{i}", score))];

        foreach (Action test in (Action[])
            [
                () => TTest.Paired(large, small), () => TTest.Welch(small, large), () => TTest.OneSample(large), () => PermutationTest.Paired(large, small), () => PermutationTest.TwoSample(large, small), () => Wilcoxon.Paired(large, small),
                () => Correlation.PearsonTest(large, small), () => Bootstrap.Mean(large), () => ClusteredMean.Estimate(scores), () => PairedComparison.Compare("a", scores, "b", scores), () => PairedDesign.FromPilot(scores, scores),
                () => new SequentialComparison(new SequentialPlan { Method = SequentialMethod.Normal }).Add(1e308), () => Agreement.Alpha([new("u", "a", 1e308), new("u", "b", 1)], MeasurementLevel.Interval),
            ])
        {
            Assert.Contains("leave the range of numbers", Assert.ThrowsAny<ArgumentException>(test).Message, StringComparison.Ordinal);
        }

        Assert.True(double.IsFinite(TTest.Paired([1e100, -1e100, 0], [-1e100, 1e100, 1e100]).T));
    }
}
