using CsCheck;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

public sealed class CashFlowTests
{
    // "LLM Hell" (2026), LocalDeploymentCost: upfront = hardware + set-up; monthly operational = compute + maintenance + electricity;
    // total = upfront + months × monthly. The amounts are ours.
    [Theory]
    [InlineData(12)]
    [InlineData(1)]
    [InlineData(36)]
    public void The_articles_local_deployment_comes_out_exactly(int months)
    {
        OwnedOption own = Plans.Owned(hardware: 15_000.10m) with
        {
            SetUpUsd = 2_000.01m,
            ComputeUsdPerMachineMonth = 199.99m,
            MaintenanceUsdPerMachineMonth = 500.5m,
            ElectricityUsdPerMachineMonth = 300.33m,
        };

        CashFlow flow = Plans.Of(1_000, months, own).CashFlowOf("own");

        Assert.Equal(17_000.11m, flow.Months[0].CostUsd);
        Assert.All(flow.Months.Skip(1), month => Assert.Equal(1_000.82m, month.CostUsd));
        Assert.Equal(17_000.11m + (months * 1_000.82m), flow.TotalUsd);
        Assert.Equal(flow.TotalUsd, flow.PresentValueUsd);
    }

    // Present value of an ordinary annuity: C (1 − (1 + i)^−n)/i, i = (1 + r)^(1/12) − 1.
    [Theory]
    [InlineData(0.08, 36)]
    [InlineData(0.12, 60)]
    [InlineData(0.5, 600)]
    [InlineData(-0.02, 24)]
    public void Present_value_is_the_annuitys(double rate, int months)
    {
        OwnershipPlan plan = Plans.Of(1, months, Plans.Owned(hardware: 1_000, perMonth: 100)) with { DiscountRatePerYear = (decimal)rate };

        double monthly = Math.Pow(1 + rate, 1.0 / 12) - 1;
        double annuity = 1_000 + (100 * (1 - Math.Pow(1 + monthly, -months)) / monthly);
        Assert.Equal(annuity, (double)plan.CashFlowOf("own").PresentValueUsd, tolerance: 1e-9 * annuity);
    }

    [Fact]
    public void A_year_of_monthly_discounting_is_the_annual_rate()
    {
        OwnershipPlan plan = Plans.Of(1, 12, Plans.Owned(perMonth: 100)) with { DiscountRatePerYear = 0.21m };

        Assert.Equal(100 / 1.21m, plan.CashFlowOf("own").Months[12].DiscountedUsd, precision: 20);
    }

    [Fact]
    public void The_monthly_minimum_is_a_maximum_and_not_added()
    {
        ApiOption api = Plans.Api(0.01m);
        ApiOption withMinimum = api with { Prices = api.Prices with { MonthlyMinimumUsd = 50 } };

        Assert.Equal(50, Plans.Of(4_000, 1, withMinimum).CashFlowOf("api").TotalUsd);
        Assert.Equal(60, Plans.Of(6_000, 1, withMinimum).CashFlowOf("api").TotalUsd);
        Assert.Equal(50, Plans.Of(0, 1, withMinimum).CashFlowOf("api").TotalUsd);
    }

    [Fact]
    public void Tokens_are_charged_by_kind()
    {
        ApiOption api = new() { Name = "api", Prices = new() { InputUsdPerMtok = 3, OutputUsdPerMtok = 15, CachedInputUsdPerMtok = 0.3m } };
        OwnershipPlan plan = Plans.Of(1_000_000, 1, api) with
        {
            Workload = new Workload { RequestsPerMonth = 1_000_000, InputTokensPerRequest = 1_000, OutputTokensPerRequest = 200, CachedShare = 0.25m },
        };

        CashFlow flow = plan.CashFlowOf("api");

        // 750 M × 3 + 250 M × 0.3 + 200 M × 15, per million.
        Assert.Equal(2_250 + 75 + 3_000, flow.TotalUsd);
        Assert.Equal(5_325m / 1_200, flow.CostPerMtokUsd);
        Assert.Equal(0.005325m, flow.CostPerRequestUsd);
    }

    [Fact]
    public void Prices_that_fall_by_a_fifth_a_year_have_fallen_so_after_twelve_months()
    {
        CashFlow flow = Plans.Of(1_000, 13, Plans.Api(1) with { PriceDeclinePerYear = 0.2m }).CashFlowOf("api");

        Assert.Equal(1_000, flow.Months[1].CostUsd);
        Assert.Equal(800, flow.Months[13].CostUsd, precision: 18);
    }

    [Fact]
    public void Electricity_is_power_times_pue_times_hours_times_price()
    {
        Electricity electricity = new() { Watts = 700, Pue = 1.5m, UsdPerKwh = 0.2m };
        OwnedOption own = Plans.Owned() with { Electricity = electricity };

        // 0.7 kW × 1.5 × 730 h × 0.2 USD/kWh, whatever the demand.
        Assert.Equal(153.3m, Plans.Of(0, 1, own).CashFlowOf("own").TotalUsd);
        Assert.Equal(153.3m, Plans.Of(Plans.MachineRequests, 1, own).CashFlowOf("own").TotalUsd);

        OwnedOption idling = own with { Electricity = electricity with { IdleWatts = 100 } };
        Assert.Equal(153.3m / 7, Plans.Of(0, 1, idling).CashFlowOf("own").TotalUsd, precision: 20);
        Assert.Equal(153.3m * 4 / 7, Plans.Of(Plans.MachineRequests / 2, 1, idling).CashFlowOf("own").TotalUsd, precision: 18);
        Assert.Equal(153.3m, Plans.Of(Plans.MachineRequests, 1, idling).CashFlowOf("own").TotalUsd, precision: 18);
        Assert.Equal(153.3m / 14, Plans.Of(0, 1, idling with { BilledHoursFraction = 0.5m }).CashFlowOf("own", loadFactor: 0.5m).TotalUsd, precision: 20);
    }

    [Fact]
    public void No_demand_still_has_its_machines_and_no_cost_per_request()
    {
        CashFlow flow = Plans.Of(0, 12, Plans.Owned(hardware: 100, perMonth: 10) with { MinimumMachines = 2, ShareSolved = 0.5m }).CashFlowOf("own");

        Assert.Equal(2, flow.Months[12].Machines);
        Assert.Equal(200 + (12 * 20), flow.TotalUsd);
        Assert.Null(flow.CostPerRequestUsd);
        Assert.Null(flow.CostPerMtokUsd);
        Assert.Null(flow.CostPerSolvedTask);
    }

    [Fact]
    public void Cost_per_token_grows_without_bound_as_demand_falls()
    {
        foreach (decimal requests in (decimal[])[1e4m, 1, 1e-6m])
        {
            CashFlow flow = Plans.Of(requests, 1, Plans.Owned(perMonth: 73)).CashFlowOf("own");
            Assert.Equal(73 / requests / 100 * 1_000_000, flow.CostPerMtokUsd!.Value, precision: 9);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.5, 2)]
    [InlineData(0.3, 4)]
    [InlineData(0.001, 1_000)]
    public void Uneven_demand_needs_machines_for_its_peak(double loadFactor, long machines) =>
        Assert.Equal(machines, Plans.Of(Plans.MachineRequests, 1, Plans.Owned()).CashFlowOf("own", (decimal)loadFactor).Months[1].Machines);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1.000001, 2)]
    [InlineData(3, 3)]
    [InlineData(7, 7)]
    public void A_machine_that_is_exactly_full_needs_no_other(double full, long machines)
    {
        // Three tokens a second: seconds per request repeat for ever.
        OwnedOption own = Plans.Owned() with { Throughput = new() { OutputTokensPerSecond = 3m } };

        Assert.Equal(machines, Plans.Of(Plans.MachineRequests * 3 / 100 * (decimal)full, 1, own).CashFlowOf("own").Months[1].Machines);
    }

    [Fact]
    public void Reading_the_prompt_takes_machine_time_too()
    {
        OwnershipPlan plan = Plans.Of(1, 1, Plans.Owned() with { Throughput = new() { OutputTokensPerSecond = 100m, InputTokensPerSecond = 1_000m } });

        // 1 s for the answer, 3 s for the 3,000 tokens that no cache holds.
        OwnershipPlan reading = plan with
        {
            Workload = new Workload { RequestsPerMonth = Plans.MachineRequests / 2, InputTokensPerRequest = 4_000, CachedShare = 0.25m, OutputTokensPerRequest = 100 },
        };
        Assert.Equal(2, reading.CashFlowOf("own").Months[1].Machines);
    }

    [Fact]
    public void Growth_buys_machines_in_the_month_that_needs_them_and_never_sells_one()
    {
        OwnershipPlan plan = Plans.Of(Plans.MachineRequests, 4, Plans.Owned(hardware: 1_000, perMonth: 10), Plans.Rented(2));

        CashFlow growing = (plan with { GrowthPerMonth = 0.5m }).CashFlowOf("own");
        Assert.Equal([1L, 1, 2, 3, 4], growing.Months.Select(month => month.Machines)); // 1, 1.5, 2.25, 3.375
        Assert.Equal([1_000m, 0, 1_000, 1_000, 1_000], growing.Months.Select(month => month.CapitalUsd));
        Assert.Equal([0m, 10, 20, 30, 40], growing.Months.Select(month => month.RunningUsd));

        OwnershipPlan shrinking = plan with { GrowthPerMonth = -0.5m, RequestsPerMonth = 4 * Plans.MachineRequests };
        Assert.Equal([4L, 4, 4, 4, 4], shrinking.CashFlowOf("own").Months.Select(month => month.Machines));
        Assert.Equal([0L, 4, 2, 1, 1], shrinking.CashFlowOf("rented").Months.Select(month => month.Machines));
    }

    [Fact]
    public void A_younger_machine_has_lost_less()
    {
        OwnershipPlan plan = Plans.Of(Plans.MachineRequests, 4, Plans.Owned(hardware: 1_000) with { ResidualShare = 0.2m }) with { GrowthPerMonth = 0.5m };

        // Ages at the end 4, 3, 2, 1 of 4 months, 80% lost over 4.
        Assert.Equal([0m, 0, 0, 0, 200 + 400 + 600 + 800], plan.CashFlowOf("own").Months.Select(month => month.ResidualUsd));
    }

    [Fact]
    public void Rented_machines_cost_their_billed_hours()
    {
        OwnershipPlan plan = Plans.Of(1, 1, Plans.Rented(2)) with { LoadFactor = 0.25m };

        Assert.Equal(2 * 730, plan.CashFlowOf("rented").TotalUsd);
        Assert.Equal(730, (plan with { Options = [Plans.Rented(2) with { BilledHoursFraction = 0.5m }] }).CashFlowOf("rented").TotalUsd);
        // Nobody does the work of a quarter of the hours in a tenth of them.
        Assert.Equal(365, (plan with { Options = [Plans.Rented(2) with { BilledHoursFraction = 0.1m }] }).CashFlowOf("rented").TotalUsd);
    }

    [Fact]
    public void A_solved_task_costs_the_request_over_the_share_with_the_shares_interval()
    {
        ApiOption api = Plans.Api(0.6m);

        CostRange measured = Solved(Uncertain.Measured(0.6m, 0.5m, 0.75m))!;
        Assert.Equal(1, (double)measured.Usd, tolerance: 1e-12);
        Assert.Equal(0.8, (double)measured.Low, tolerance: 1e-12);
        Assert.Equal(1.2, (double)measured.High!.Value, tolerance: 1e-12);

        CostRange certain = Solved(0.5m)!;
        Assert.Equal((1.2m, 1.2m, 1.2m), (certain.Usd, certain.Low, certain.High!.Value));

        CostRange unbounded = Solved(Uncertain.Measured(0.1m, 0, 0.2m))!;
        Assert.Equal(3, (double)unbounded.Low, tolerance: 1e-12);
        Assert.Null(unbounded.High);

        Assert.Null(Solved(0m));
        Assert.Null(Solved(null));

        CostRange? Solved(Uncertain? share) => Plans.Of(1_000, 1, api with { ShareSolved = share }).CashFlowOf("api").CostPerSolvedTask;
    }

    [Fact]
    public void A_measurement_gives_the_throughput()
    {
        Assert.Equal(125, MachineThroughput.Measured(1_000, TimeSpan.FromSeconds(8)).OutputTokensPerSecond.Median);
        Assert.Throws<ArgumentOutOfRangeException>(() => MachineThroughput.Measured(0, TimeSpan.FromSeconds(8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MachineThroughput.Measured(1, TimeSpan.Zero));
    }

    private static readonly Gen<OwnershipPlan> AnyPlan =
        from requests in Gen.OneOf(Gen.Const(0m), Gen.Decimal[0, 20_000_000])
        from months in Gen.OneOf(Gen.Const(1), Gen.Int[1, 60])
        from rate in Gen.OneOf(Gen.Const(0m), Gen.Decimal[-0.5m, 2])
        from growth in Gen.OneOf(Gen.Const(0m), Gen.Decimal[-0.1m, 0.1m])
        from load in Gen.OneOf(Gen.Const(1m), Gen.Decimal[0.05m, 1])
        from residual in Gen.OneOf(Gen.Const(0m), Gen.Const(1m), Gen.Decimal[0, 1])
        from decline in Gen.OneOf(Gen.Const(0m), Gen.Decimal[-1, 0.99m])
        select Plans.Of(requests, months, Plans.Api(0.001m) with { PriceDeclinePerYear = decline }, Plans.Rented(1.5m), Plans.Owned(20_000, 300) with { ResidualShare = residual }) with
        {
            DiscountRatePerYear = rate, GrowthPerMonth = growth, LoadFactor = load,
        };

    [Fact]
    public void Sums_add_up_demand_is_served_and_nothing_is_worth_more_than_it_cost() => AnyPlan.Sample(plan =>
    {
        foreach (CashFlow flow in plan.CashFlows())
        {
            Assert.Equal(flow.Months.Sum(month => month.CostUsd), flow.TotalUsd, precision: 12);
            Assert.Equal(flow.Months.Sum(month => month.DiscountedUsd), flow.PresentValueUsd, precision: 12);
            Assert.Equal(plan.HorizonMonths + 1, flow.Months.Count);
            Assert.True(flow.Months.Sum(month => month.ResidualUsd) <= flow.Months.Sum(month => month.CapitalUsd));
            foreach (CashFlowMonth month in flow.Months.Where(month => month.Machines > 0))
            {
                Assert.True(month.Machines * Plans.MachineRequests * plan.LoadFactor.Median >= month.Requests - 0.01m);
            }
        }
    }, iter: 300);
}
