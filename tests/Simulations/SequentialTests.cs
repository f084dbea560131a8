using LlmNotebooks.Statistics;

namespace Simulations;

/// <summary>What the sequential comparison promises: a look after every difference, fewer than 5 % false alarms, and 80 % power by twice the fixed size.</summary>
/// <remarks>The fixed size is that at which the paired t test of the same effect has 80 % power.</remarks>
public sealed class SequentialTests
{
    private static readonly Dictionary<string, Difference> Bounded = new Difference[]
    {
        Difference.Normal(0.05, 0.25),
        Difference.Paired(0.03, 0.1),
        Difference.Paired(0.05, 0.2),
        Difference.Paired(0.1, 0.4),
        Difference.Paired(0.25, 0.5),
        Difference.Exponential(0.02),
        Difference.Rare(0.06, 0.8, 0.1),
        Difference.Rare(0.04, -0.8, 0.1),
    }.ToDictionary(difference => difference.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Bounded.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void False_alarms_stay_under_5_percent(string name)
    {
        Difference difference = Bounded[name];
        int looks = 4 * FixedSize(difference);

        double alarms = Simulation.Share($"false alarms in {looks} looks", 10, draws => Decide(draws, Plan(difference), difference, 0, looks) != SequentialDecision.Continue);

        Assert.InRange(alarms, 0, 0.05);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Four_of_five_are_found_by_twice_the_fixed_size(string name)
    {
        Difference difference = Bounded[name];
        int looks = 2 * FixedSize(difference);

        double found = Simulation.Share($"found within {looks} looks", 11, draws => Decide(draws, Plan(difference), difference, difference.Effect, looks) == SequentialDecision.ABetter);

        Assert.InRange(found, 0.8, 1);
    }

    // What a wrong guess costs, and none at all.
    [Theory]
    [InlineData(3.0, 1.0, 0.8)]
    [InlineData(1 / 3.0, 1.0, 0.8)]
    [InlineData(1.0, 2.0, 0.8)]
    [InlineData(1.0, 0.5, 0.8)]
    [InlineData(null, null, 0.8)]
    [InlineData(1.0, null, 0.8)]
    public void A_plan_may_be_wrong(double? effect, double? sd, double least)
    {
        Difference difference = Difference.Paired(0.05, 0.2);
        SequentialPlan plan = new() { Effect = effect * difference.Effect, StandardDeviation = sd * difference.StandardDeviation };
        int looks = 2 * FixedSize(difference);

        double found = Simulation.Share($"found within {looks} looks, effect {effect} and deviation {sd} times the true one", 18, draws => Decide(draws, plan, difference, difference.Effect, looks) == SequentialDecision.ABetter);

        Assert.InRange(found, least, 1);
    }

    // Without a bound: exactly normal differences, from the first look on.
    [Fact]
    public void Normal_differences_without_a_bound()
    {
        Difference difference = Difference.Normal(0.2, 1);
        SequentialPlan plan = Plan(difference) with { Method = SequentialMethod.Normal, BurnIn = 1 };
        int looks = FixedSize(difference);

        Assert.InRange(Simulation.Share("false alarms", 12, draws => Decide(draws, plan, difference, 0, 4 * looks) != SequentialDecision.Continue), 0, 0.05);
        Assert.InRange(Simulation.Share("found", 13, draws => Decide(draws, plan, difference, difference.Effect, 2 * looks) == SequentialDecision.ABetter), 0.8, 1);
    }

    // Why bounded scores get the bounded test: the same data with the method for normal differences.
    [Fact]
    public void The_method_for_normal_differences_is_not_for_skewed_scores()
    {
        Difference difference = Difference.Rare(0.04, -0.9, 0.03);
        int looks = 4 * FixedSize(difference);

        Assert.InRange(Simulation.Share("false alarms, normal", 14, draws => Decide(draws, Plan(difference) with { Method = SequentialMethod.Normal }, difference, 0, looks) != SequentialDecision.Continue), 0.1, 1);
        Assert.InRange(Simulation.Share("false alarms, bounded", 14, draws => Decide(draws, Plan(difference), difference, 0, looks) != SequentialDecision.Continue), 0, 0.05);
    }

    // What looking at the fixed test after every difference from the tenth on does, on the same differences: 787 looks. Ten looks make 19 %:
    // Armitage, McPherson and Rowe (1969), "Repeated significance tests on accumulating data", J. R. Stat. Soc. A 132:235–244, table 2.
    [Fact]
    public void The_fixed_test_looked_at_every_time_is_wrong_far_more_often()
    {
        Difference difference = Difference.Normal(0.2, 1);
        int looks = 4 * FixedSize(difference);

        // The quantile of t is what an interval's half-width is of its standard error.
        double[] critical = new double[looks + 1];
        for (int n = 10; n <= looks; n++)
        {
            TTestResult test = TTest.OneSample([.. Enumerable.Range(0, n).Select(i => (double)i)]);
            critical[n] = (test.Interval.Upper - test.Difference) / test.Se;
        }

        Assert.Equal(796, looks);
        double alarms = Simulation.Share("false alarms of the fixed test", 12, draws =>
        {
            double sum = 0, squares = 0;
            for (int n = 1; n <= looks; n++)
            {
                double x = difference.Draw(draws, 0);
                sum += x;
                squares += x * x;
                if (n >= 10 && Math.Abs(sum) > critical[n] * Math.Sqrt((squares - (sum * sum / n)) / (n - 1) * n)) { return true; }
            }

            return false;
        });

        Assert.Equal(0.45, alarms, tolerance: 0.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void The_confidence_sequence_contains_the_mean_at_all_looks(double mean)
    {
        Difference difference = Difference.Paired(0.1, 0.4);

        double missed = Simulation.Share($"confidence sequence without the mean {mean}", 15, draws =>
        {
            SequentialComparison comparison = new(Plan(difference));
            for (int n = 1; n <= 100; n++)
            {
                comparison.Add(difference.Draw(draws, mean));
                if (n is 3 or 10 or 30 or 100 && !comparison.ConfidenceSequence().Contains(mean)) { return true; }
            }

            return false;
        });

        Assert.InRange(missed, 0, 0.05);
    }

    // Two models that do not differ end as equivalent, and models at the margin do so in fewer than 5 % of runs.
    [Fact]
    public void Equivalence_is_found_where_it_is_and_rarely_at_the_margin()
    {
        Difference difference = Difference.Paired(0.1, 0.2);
        SequentialPlan plan = Plan(difference) with { Margin = 0.1 };

        Assert.InRange(Simulation.Share("equivalent at 0", 16, draws => Decide(draws, plan, difference, 0, 600) == SequentialDecision.Equivalent), 0.8, 1);
        Assert.InRange(Simulation.Share("equivalent at the margin", 17, draws => Decide(draws, plan, difference, 0.1, 600) == SequentialDecision.Equivalent), 0, 0.05);
    }

    private static SequentialPlan Plan(Difference difference) => new() { Effect = difference.Effect, StandardDeviation = difference.StandardDeviation };

    private static int FixedSize(Difference difference) => SampleSize.OneSampleT(difference.Effect / difference.StandardDeviation);

    private static SequentialDecision Decide(Draws draws, SequentialPlan plan, Difference difference, double mean, int looks)
    {
        SequentialComparison comparison = new(plan);
        double range = plan.Method == SequentialMethod.Bounded ? plan.Range : double.MaxValue;
        for (int look = 0; look < looks; look++)
        {
            if (comparison.Add(Math.Clamp(difference.Draw(draws, mean), -range, range)) != SequentialDecision.Continue) { break; }
        }

        return comparison.Decision;
    }
}
