using CsCheck;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

// Levels and power are measured in tests/Simulations; here are the laws.
public sealed class SequentialComparisonTests
{
    private static readonly Gen<double> Difference = Gen.OneOf(Gen.Int[-1, 1].Select(i => (double)i), Gen.Const(1.0), Gen.Double[-1, 1], Gen.Double[-0.01, 0.02]);

    private static readonly Gen<SequentialPlan> Plans =
        from effect in Gen.OneOf(Gen.Const((double?)null), Gen.Double[0.001, 0.9].Select(x => (double?)x))
        from sd in Gen.OneOf(Gen.Const((double?)null), Gen.Double[0.01, 1].Select(x => (double?)x))
        from confidence in Gen.OneOf(Gen.Const(0.95), Gen.Double[0.5, 0.999])
        select new SequentialPlan { Effect = effect, StandardDeviation = sd, Confidence = confidence };

    // A fair game: over all sequences of a distribution with mean m the capital is 1 on average, at every m.
    [Theory]
    [InlineData(0, 0.5, 0.0, 0.5)]
    [InlineData(0, 0.1, 0.8, 0.1)]
    [InlineData(0.2, 0.3, 0.2, 0.5)]
    [InlineData(-0.6, 0.7, 0.2, 0.1)]
    public void The_capital_of_bets_is_fair_at_the_mean(double mean, double lose, double draw, double win)
    {
        const int Length = 8;
        double expected = 0;
        for (int code = 0; code < Math.Pow(3, Length); code++)
        {
            BettingCapital capital = new(BettingCapital.Bets(0.01, 0.99, 16), mean);
            double probability = 1;
            for (int i = 0, rest = code; i < Length; i++, rest /= 3)
            {
                probability *= (rest % 3) switch { 0 => lose, 1 => draw, _ => win };
                capital.Add((rest % 3) - 1);
            }

            expected += probability * Math.Exp(capital.Log);
        }

        Assert.Equal(1, expected, tolerance: 1e-12);
    }

    // One bet of a half on ten wins: 1.5¹⁰.
    [Fact]
    public void Capital_by_hand()
    {
        BettingCapital capital = new([0.5], 0);
        for (int i = 0; i < 10; i++) { capital.Add(1); }

        Assert.Equal(10 * Math.Log(1.5), capital.Log, tolerance: 1e-12);
    }

    // Far beyond the range of a double, up and down again.
    [Fact]
    public void Capital_does_not_overflow_or_get_lost()
    {
        BettingCapital capital = new([0.5], 0);
        for (int i = 0; i < 5_000; i++) { capital.Add(1); }
        Assert.Equal(5_000 * Math.Log(1.5), capital.Log, tolerance: 1e-8);
        for (int i = 0; i < 5_000; i++) { capital.Add(-1); }
        Assert.Equal(5_000 * (Math.Log(1.5) + Math.Log(0.5)), capital.Log, tolerance: 1e-8);
    }

    [Fact]
    public void Nothing_is_decided_before_anything_is_seen()
    {
        SequentialComparison comparison = new();

        Assert.Equal((0, null, 0.5, 1.0, new Interval(-1, 1), SequentialDecision.Continue, null), Parts(comparison.State()));
    }

    [Fact]
    public void A_better_model_is_found_and_the_decision_stays()
    {
        SequentialComparison comparison = new(new SequentialPlan { Effect = 0.5, StandardDeviation = 0.5 });
        int at = 1;
        while (comparison.Add(1) == SequentialDecision.Continue) { at++; }
        for (int i = 0; i < 50; i++) { comparison.Add(-1); }

        Assert.Equal((SequentialDecision.ABetter, at), (comparison.Decision, comparison.DecidedAt));
        Assert.InRange(at, 6, 12);
        Assert.True(comparison.P <= 0.05);
        Assert.True(comparison.ConfidenceSequence().Upper < 0);
        Assert.StartsWith($"A is better, decided after {at}: {at + 50} differences", comparison.State().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_alike_end_as_equivalent()
    {
        SequentialComparison comparison = new(new SequentialPlan { Effect = 0.1, StandardDeviation = 0.3, Margin = 0.1 });
        int i = 0;
        while (comparison.Add(i % 10 == 0 ? 1 : i % 10 == 5 ? -1 : 0) == SequentialDecision.Continue && i < 2_000) { i++; }

        Assert.Equal(SequentialDecision.Equivalent, comparison.Decision);
        Interval interval = comparison.ConfidenceSequence();
        Assert.True(-0.1 < interval.Lower && interval.Upper < 0.1);
    }

    [Fact]
    public void A_decision_is_that_the_confidence_sequence_leaves_out_0() => Gen.Select(Plans, Difference.Array[1, 60]).Sample((plan, differences) =>
    {
        SequentialComparison comparison = new(plan);
        foreach (double difference in differences) { comparison.Add(difference); }
        Interval interval = comparison.ConfidenceSequence();
        bool refuted = comparison.EValue >= 1 / (1 - plan.Confidence);
        return interval.Contains(Math.Clamp(comparison.Mean!.Value, -1, 1))
            // The bounds are found to 1e-10.
            && (refuted ? Math.Min(Math.Abs(interval.Lower), Math.Abs(interval.Upper)) < 1e-9 || !interval.Contains(0) : interval.Contains(0));
    }, iter: 300);

    [Fact]
    public void Mirrored_differences_give_the_mirrored_answer() => Gen.Select(Plans, Difference.Array[1, 60]).Sample((plan, differences) =>
    {
        SequentialComparison forth = new(plan), back = new(plan);
        foreach (double difference in differences)
        {
            forth.Add(difference);
            back.Add(-difference);
        }

        Interval one = forth.ConfidenceSequence(), other = back.ConfidenceSequence();
        return forth.EValue == back.EValue && Math.Abs(one.Lower + other.Upper) < 1e-9 && Math.Abs(one.Upper + other.Lower) < 1e-9
            && forth.Decision == back.Decision switch { SequentialDecision.ABetter => SequentialDecision.BBetter, SequentialDecision.BBetter => SequentialDecision.ABetter, var same => same };
    }, iter: 300);

    [Fact]
    public void Concordant_pairs_say_nothing_about_who_is_better() => Gen.Select(Plans, Gen.Int[-1, 1].Array[1, 60]).Sample((plan, differences) =>
    {
        SequentialComparison all = new(plan), discordant = new(plan);
        foreach (int difference in differences)
        {
            all.Add(difference);
            if (difference != 0) { discordant.Add(difference); }
        }

        return all.EValue == discordant.EValue && all.P == discordant.P;
    });

    [Fact]
    public void The_unit_of_the_scores_does_not_matter() => Gen.Select(Difference.Array[1, 40], Gen.Double[0.1, 1000]).Sample((differences, unit) =>
    {
        SequentialComparison one = new(new SequentialPlan { Effect = 0.1, StandardDeviation = 0.4 }), scaled = new(new SequentialPlan { Effect = 0.1 * unit, StandardDeviation = 0.4 * unit, Range = unit });
        foreach (double difference in differences)
        {
            one.Add(difference);
            scaled.Add(Math.Clamp(difference * unit, -unit, unit));
        }

        return Math.Abs(one.EValue - scaled.EValue) <= 1e-9 * one.EValue && Math.Abs((one.ConfidenceSequence().Lower * unit) - scaled.ConfidenceSequence().Lower) <= 1e-8 * unit;
    }, iter: 100);

    [Fact]
    public void The_p_value_never_grows() => Gen.Select(Plans, Difference.Array[1, 100]).Sample((plan, differences) =>
    {
        SequentialComparison comparison = new(plan);
        double before = 1;
        foreach (double difference in differences)
        {
            comparison.Add(difference);
            if (!(comparison.P <= before && comparison.P >= 0)) { return false; }
            before = comparison.P;
        }

        return true;
    });

    // The bounds of the normal confidence sequence are the means whose e-value is 1/α.
    [Fact]
    public void The_normal_confidence_sequence_ends_where_the_e_value_does() => Gen.Double[-3, 5].Array[8, 60].Sample(differences =>
    {
        SequentialPlan plan = new() { Method = SequentialMethod.Normal, BurnIn = 2, Effect = 0.5, StandardDeviation = 1 };
        SequentialComparison comparison = new(plan);
        foreach (double difference in differences) { comparison.Add(difference); }
        Interval interval = comparison.ConfidenceSequence();
        if (double.IsInfinity(interval.Lower)) { return true; }
        SequentialComparison lower = new(plan), upper = new(plan);
        foreach (double difference in differences)
        {
            lower.Add(difference - interval.Lower);
            upper.Add(difference - interval.Upper);
        }

        return Math.Abs(lower.EValue - 20) < 1e-6 && Math.Abs(upper.EValue - 20) < 1e-6 && comparison.EValue >= 20 == !interval.Contains(0);
    });

    // √(c²/(n+c²))·(1 − S²/((n+c²)Σx²))^(−n/2) for x = 1, 2, 3 with effect 1/0.7, that is c² = 1: ½·(1 − 36/(4·14))^(−3/2).
    [Fact]
    public void The_normal_e_value_by_hand()
    {
        SequentialComparison comparison = new(new SequentialPlan { Method = SequentialMethod.Normal, BurnIn = 3, Effect = 1 / 0.7, StandardDeviation = 1 });
        comparison.Add(1);
        comparison.Add(2);
        Assert.Equal((1.0, double.PositiveInfinity), (comparison.EValue, comparison.ConfidenceSequence().Upper));
        comparison.Add(3);

        Assert.Equal(0.5 * Math.Pow(20.0 / 56, -1.5), comparison.EValue, tolerance: 1e-12);
    }

    [Fact]
    public void Plans_come_from_designs_and_refuse_mistakes()
    {
        SequentialPlan plan = SequentialPlan.For(PairedDesign.ForDiscordance(0.25), 0.05);

        Assert.Equal((0.05, 0.5), (plan.Effect, plan.StandardDeviation));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { Confidence = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { Effect = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { StandardDeviation = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { Range = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { Margin = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { BurnIn = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => plan with { Method = (SequentialMethod)5 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialComparison(plan with { Margin = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialComparison(plan with { Effect = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialComparison(plan).Add(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SequentialComparison(plan).Add(double.NaN));
    }

    private static (int, double?, double, double, Interval, SequentialDecision, int?) Parts(SequentialState state) =>
        (state.Samples, state.Mean, state.EValue, state.P, state.Interval, state.Decision, state.DecidedAt);
}
