using LlmNotebooks.Pricing.Ownership;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Pricing.Ownership;

public sealed class SimulationTests
{
    // Own costs 1,200 and saves d − 50 a month over 24 months, d uniform: the price of a request varies through the volume.
    private static readonly OwnershipPlan Uniform =
        Plans.Of(1_000, 24, Plans.Owned(hardware: 1_200, perMonth: 50), Plans.Api(0.1m)) with { RequestsPerMonth = Uncertain.Between(0, 2_000) };

    [Fact]
    public void A_uniform_volume_breaks_even_as_often_as_the_closed_form_says()
    {
        BreakEvenSimulation simulation = Uniform.Simulate("own", "api", seed: 3, paths: 40_000);

        // By month m: 0.1 V − 50 ≥ 1,200/m, so V ≥ 500 + 12,000/m of 2,000.
        foreach (int month in (int[])[8, 12, 16, 24])
        {
            MonthProbability by = simulation.ByMonth[month];
            double expected = 1 - ((500 + (12_000.0 / month)) / 2_000);
            Assert.Equal(expected, by.Probability, tolerance: 4 * Math.Sqrt(expected * (1 - expected) / 40_000));
            Assert.Equal(Math.Sqrt(by.Probability * (1 - by.Probability) / 40_000), by.StandardError, tolerance: 1e-12);
        }

        Assert.Equal(0, simulation.ByMonth[7].Probability); // V ≥ 2,214
        Assert.Equal(0.5, simulation.ShareNever, tolerance: 0.01);
        Assert.Equal(9, simulation.MonthQuantile(0.05)); // 1 − (500 + 12,000/9)/2,000 = 0.083
        Assert.Null(simulation.MonthQuantile(0.95));
        // Savings 24 (0.1 V − 50) − 1,200.
        Assert.Equal((24 * (0.1 * 100)) - 2_400, simulation.SavingUsd.P5!.Value, tolerance: 60);
        Assert.Equal(0, simulation.SavingUsd.P50!.Value, tolerance: 60);
        Assert.Equal((24 * (0.1 * 1_900)) - 2_400, simulation.SavingUsd.P95!.Value, tolerance: 60);
        Assert.Contains("never in", simulation.Words, StringComparison.Ordinal);
        Assert.Contains("95% never.", simulation.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Certain_inputs_give_the_deterministic_answer_in_every_path()
    {
        OwnershipPlan plan = Uniform with { RequestsPerMonth = 1_500m, DiscountRatePerYear = 0.1m };

        BreakEvenSimulation simulation = plan.Simulate("own", "api", paths: 10);
        BreakEven exact = plan.BreakEven("own", "api");

        Assert.All(simulation.Months, month => Assert.Equal(exact.Month, month));
        Assert.All(simulation.SavingsUsd, saving => Assert.Equal((double)exact.SavingUsd, saving, tolerance: 1e-9));
        Assert.Empty(plan.Tornado("own", "api"));
    }

    [Fact]
    public void Break_even_in_the_last_month_is_no_loss()
    {
        // 1,200 at 100 a month, and at 99.99.
        BreakEvenSimulation exact = (Uniform with { RequestsPerMonth = 1_500m, HorizonMonths = 12 }).Simulate("own", "api", paths: 3);
        BreakEvenSimulation tooLittle = (Uniform with { RequestsPerMonth = 1_499.9m, HorizonMonths = 12 }).Simulate("own", "api", paths: 3);

        Assert.Equal((1.0, 0.0, 12), (exact.ShareSaving, exact.ShareNever, exact.MonthQuantile(0.5)!.Value));
        Assert.Equal((0.0, 1.0), (tooLittle.ShareSaving, tooLittle.ShareNever));
    }

    [Fact]
    public void The_first_paths_are_the_same_however_many_follow()
    {
        BreakEvenSimulation few = Uniform.Simulate("own", "api", seed: 11, paths: 100), many = Uniform.Simulate("own", "api", seed: 11, paths: 1_000);

        Assert.Equal(few.SavingsUsd, many.SavingsUsd.Take(100));
        Assert.Equal(few.Months, many.Months.Take(100));
        Assert.NotEqual(few.SavingsUsd, Uniform.Simulate("own", "api", seed: 12, paths: 100).SavingsUsd);
    }

    [Fact]
    public void An_input_that_is_added_leaves_the_draws_of_the_others()
    {
        OwnershipPlan more = Uniform with { Options = [((OwnedOption)Uniform.Options[0]) with { ResidualShare = Uncertain.Between(0, 1e-9m) }, Uniform.Options[1]] };

        BreakEvenSimulation one = Uniform.Simulate("own", "api", seed: 5, paths: 50), two = more.Simulate("own", "api", seed: 5, paths: 50);

        Assert.All(one.SavingsUsd.Zip(two.SavingsUsd), pair => Assert.Equal(pair.First, pair.Second, tolerance: 1e-5));
    }

    // Rosetta Code, "Pseudo-random numbers/Splitmix64": the first numbers from state 1234567.
    [Theory]
    [InlineData(1, 6457827717110365317)]
    [InlineData(2, 3203168211198807973)]
    [InlineData(3, 9817491932198370423)]
    public void The_generator_is_SplitMix64(ulong position, ulong expected) =>
        Assert.Equal(expected, UniformStream.Mix(unchecked(1234567 + (position * UniformStream.Step))));

    [Fact]
    public void Draws_are_even()
    {
        UniformStream stream = new(1, "growth");
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(stream.At)];

        Assert.All(draws, u => Assert.InRange(u, UniformStream.Least, 1 - UniformStream.Least));
        Assert.Equal(0.5, draws.Average(), tolerance: 4 * Math.Sqrt(1.0 / 12 / draws.Length));
        int[] cells = new int[100];
        foreach (double u in draws) { cells[(int)(u * 100)]++; }
        double chiSquared = cells.Sum(count => Math.Pow(count - 1_000, 2) / 1_000);
        Assert.InRange(chiSquared, 50, 160); // 99 degrees of freedom
        double serial = draws.Zip(draws.Skip(1), (a, b) => (a - 0.5) * (b - 0.5)).Average() * 12;
        Assert.Equal(0, serial, tolerance: 4 / Math.Sqrt(draws.Length));
        UniformStream other = new(1, "load factor");
        double cross = draws.Select((u, i) => (u - 0.5) * (other.At(i) - 0.5)).Average() * 12;
        Assert.Equal(0, cross, tolerance: 4 / Math.Sqrt(draws.Length));
    }

    [Fact]
    public void An_unsure_quality_widens_break_even()
    {
        OwnershipPlan Plan(Uncertain share) => Plans.Of(1_000, 24, Plans.Owned(hardware: 1_200, perMonth: 50) with { ShareSolved = share }, Plans.Api(0.15m) with { ShareSolved = 0.7m }) with
        {
            Basis = CostBasis.SolvedTask, GrowthPerMonth = Uncertain.Between(0, 0.02m),
        };

        BreakEvenSimulation sure = Plan(0.7m).Simulate("own", "api"), unsure = Plan(Uncertain.Measured(0.7m, 0.4m, 0.9m)).Simulate("own", "api");

        Assert.Equal(0, sure.ShareNever);
        Assert.True(unsure.ShareNever > 0.02);
        Assert.True(unsure.SavingUsd.P95 - unsure.SavingUsd.P5 > 2 * (sure.SavingUsd.P95 - sure.SavingUsd.P5));
    }

    [Fact]
    public void What_solves_nothing_never_breaks_even_and_is_no_number()
    {
        OwnershipPlan plan = Plans.Of(1_000, 6, Plans.Owned(perMonth: 1) with { ShareSolved = 0m }, Plans.Api(1) with { ShareSolved = 0.5m }) with { Basis = CostBasis.SolvedTask };

        BreakEvenSimulation simulation = plan.Simulate("own", "api", paths: 5);

        Assert.Equal(1, simulation.ShareNever);
        Assert.Equal(default, simulation.SavingUsd);
        Assert.Equal(default, simulation.CostUsd);
        Assert.Equal(0, plan.Simulate("api", "own", paths: 5).ShareNever);
        BreakEvenSimulation neither = (plan with { Options = [plan.Options[0], Plans.Api(1) with { ShareSolved = 0m }] }).Simulate("own", "api", paths: 5);
        Assert.Equal(1, neither.ShareNever);
        Assert.All(neither.SavingsUsd, saving => Assert.Equal(double.NegativeInfinity, saving));
        Assert.All(simulation.ToPathFrame().Numbers("saving_usd"), Assert.Null);
        Assert.Null(plan.CostByVolume(1_000, volumes: 2)[0].CostUsd);
    }

    [Fact]
    public void The_tornado_moves_one_input_at_a_time_and_the_widest_comes_first()
    {
        OwnershipPlan plan = Uniform with { Options = [((OwnedOption)Uniform.Options[0]) with { ResidualShare = Uncertain.Between(0, 0.5m) }, Uniform.Options[1]] };

        IReadOnlyList<TornadoBar> bars = plan.Tornado("own", "api");

        Assert.Equal(["requests_per_month", "own: residual_share"], bars.Select(bar => bar.Label));
        // 24 × 0.1 × V at 5% and 95% of 0 to 2,000; 1,200 × r at 5% and 95% of 0 to 0.5.
        Assert.Equal(2.4 * 1_800, bars[0].SwingUsd!.Value, tolerance: 1e-9);
        Assert.Equal(1_200 * 0.45, bars[1].SwingUsd!.Value, tolerance: 1e-9);
        Assert.Equal(100, bars[0].Low, tolerance: 1e-9);
        Assert.Null(bars[0].MonthAtLow);
        Assert.Equal(9, bars[0].MonthAtHigh); // 1,200 / 140
        Assert.Equal((double)plan.BreakEven("own", "api").SavingUsd, (bars[0].SavingAtLowUsd!.Value + bars[0].SavingAtHighUsd!.Value) / 2, tolerance: 1e-9);
    }

    [Fact]
    public void Cost_by_volume_has_its_bounds_around_it()
    {
        OwnershipPlan plan = Plans.Of(1_000, 12, Plans.Owned(perMonth: 100), Plans.Api(0.1m) with { PriceDeclinePerYear = Uncertain.Between(0, 0.5m) });

        IReadOnlyList<CostAtVolume> costs = plan.CostByVolume(upTo: 2_000, volumes: 3, paths: 200);

        Assert.Equal([0m, 1_000, 2_000, 0, 1_000, 2_000], costs.Select(cost => cost.RequestsPerMonth));
        Assert.All(costs.Where(cost => cost.Option == "own"), cost => Assert.Equal((1_200.0, 1_200.0, 1_200.0), (cost.CostUsd!.Value, cost.LowUsd!.Value, cost.HighUsd!.Value)));
        CostAtVolume api = costs[4];
        Assert.Equal((double)plan.CashFlowOf("api").TotalUsd, api.CostUsd!.Value, tolerance: 1e-9);
        Assert.True(api.LowUsd < api.CostUsd && api.CostUsd < api.HighUsd);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Uniform.Simulate("own", "api", paths: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uniform.Simulate("own", "api").MonthQuantile(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uniform.CostByVolume(upTo: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uniform.CostByVolume(volumes: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uniform.CheaperVolumes("own", "api", upTo: 1e12m));
    }
}
