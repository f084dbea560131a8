using LlmNotebooks.Pricing.Ownership;
using LlmNotebooks.Tables;
using LlmNotebooks.Tests.Pricing.Ownership;

namespace LlmNotebooks.Tests.Tables;

public sealed class OwnershipFramesTests
{
    private static readonly OwnershipPlan Plan =
        Plans.Of(1_000, 24, Plans.Owned(hardware: 1_200, perMonth: 50) with { ShareSolved = Uncertain.Measured(0.5m, 0, 0.6m) }, Plans.Api(0.15m)) with
        {
            RequestsPerMonth = Uncertain.Between(0, 2_000),
        };

    [Fact]
    public void Cash_flows_have_a_row_for_each_option_and_month()
    {
        Frame frame = Plan.CashFlows().ToFrame();

        Assert.Equal(
            ["option", "month", "requests", "machines", "capital_usd", "running_usd", "residual_usd", "cost_usd", "cumulative_usd", "discounted_usd", "discounted_cumulative_usd"], frame.Columns);
        Assert.Equal(50, frame.RowCount);
        Assert.Equal(1_200m, frame[0, "capital_usd"]);
        Assert.Equal(2_400m, frame[24, "cumulative_usd"]);
        Assert.Equal(25, Plan.CashFlowOf("api").ToFrame().RowCount);
    }

    [Fact]
    public void A_summary_says_what_is_missing()
    {
        Frame frame = Plan.CashFlows().ToSummaryFrame();

        Assert.Equal(["own", "api"], frame.Texts("option"));
        Assert.Equal(0.1m, frame[0, "cost_per_request_usd"]);
        Assert.Equal(0.2m, frame[0, "cost_per_solved_task_usd"]);
        Assert.Null(frame[0, "cost_per_solved_task_high"]);
        Assert.Null(frame[1, "cost_per_solved_task_usd"]);
    }

    [Fact]
    public void Never_is_a_missing_cell()
    {
        BreakEvenSimulation simulation = Plan.Simulate("own", "api", paths: 100);

        Frame paths = simulation.ToPathFrame(), months = simulation.ToFrame(), tornado = Plan.Tornado("own", "api").ToFrame();

        Assert.Equal(simulation.Months.Select(month => (double?)month), paths.Numbers("break_even_month"));
        Assert.Contains(paths.Numbers("break_even_month"), month => month is null);
        Assert.Equal(25, months.RowCount);
        Assert.Equal(simulation.ByMonth[24].Probability, months[24, "probability"]);
        Assert.Equal(["requests_per_month"], tornado.Texts("input"));
        Assert.Null(tornado[0, "break_even_month_at_low"]);
    }

    [Fact]
    public void Volumes_have_their_ranges_and_costs()
    {
        Frame ranges = Plan.CheaperVolumes("own", "api").ToFrame();
        Frame costs = Plan.CostByVolume(upTo: 10_000, volumes: 3, paths: 10).ToFrame();

        Assert.Equal(2_400 / 3.6, ranges.Numbers("from_requests_per_month")[0]!.Value, tolerance: 1e-9);
        Assert.Null(ranges[0, "to_requests_per_month"]);
        Assert.Equal(["requests_per_month", "option", "cost_usd", "cost_usd_low", "cost_usd_high"], costs.Columns);
        Assert.Equal([0.0, 5_000, 10_000, 0, 5_000, 10_000], costs.Numbers("requests_per_month").Select(volume => volume!.Value));
    }
}
