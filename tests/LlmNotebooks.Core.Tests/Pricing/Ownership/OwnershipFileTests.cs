using System.Text.Json.Nodes;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

public sealed class OwnershipFileTests
{
    private const string Smallest = """
        {
          "workload": { "requests_per_month": 1000, "input_tokens_per_request": 0, "output_tokens_per_request": 100, "load_factor": 1 },
          "options": [{ "kind": "api", "name": "api", "input_usd_per_mtok": 1, "output_usd_per_mtok": 2 }]
        }
        """;

    private const string Everything = """
        {
          // Comments are allowed,
          "notes": ["and", "notes"],
          "horizon_months": 24, "discount_rate_per_year": 0.1, "confidence": 0.9, "basis": "solved_task", "baseline": "service", "seed": 7, "paths": 50, "volume_limit": 9000,
          "workload": {
            "notes": "ours", "requests_per_month": [100, 300], "growth_per_month": { "mean": 0.02, "sd": 0.01 }, "load_factor": { "low": 0.2, "mode": 0.3, "high": 0.6 },
            "input_tokens_per_request": 1000, "output_tokens_per_request": 200, "cached_share": 0.5
          },
          "options": [
            {
              "kind": "owned", "name": "own", "hardware_usd_per_machine": 10000, "residual_usd_per_machine": 2500, "compute_usd_per_machine_month": 1,
              "maintenance_usd_per_machine_month": 2, "electricity_usd_per_machine_month": 3, "billed_hours_fraction": 0.9, "minimum_machines": 2,
              "electricity": { "watts": 700, "idle_watts": 100, "pue": 1.2, "usd_per_kwh": 0.2 },
              "throughput": { "output_tokens_per_second": [50, 100], "input_tokens_per_second": 1000 },
              "share_solved": { "estimate": 0.7, "low": 0.6, "high": 0.8, "confidence": 0.9 }, "set_up_usd": 4, "staff_usd_per_month": 5
            },
            {
              "kind": "rented", "name": "rented", "usd_per_machine_hour": 2, "price_decline_per_year": 0.1, "throughput": { "output_tokens_per_second": 80 }, "share_solved": 0.7,
            },
            {
              "kind": "api", "name": "service", "input_usd_per_mtok": 1, "output_usd_per_mtok": 2, "cached_input_usd_per_mtok": 0.1, "monthly_minimum_usd": 20,
              "price_decline_per_year": [0, 0.5], "share_solved": 0.9
            },
          ]
        }
        """;

    [Fact]
    public async Task The_smallest_plan_has_the_defaults()
    {
        OwnershipFile file = await ParseAsync(Smallest);

        Assert.Equal(("api", 1L, 10_000, null as decimal?), (file.Baseline, file.Seed, file.Paths, file.VolumeLimit));
        OwnershipPlan plan = file.Plan;
        Assert.Equal(new Workload { RequestsPerMonth = 1_000, InputTokensPerRequest = 0, OutputTokensPerRequest = 100 }, plan.Workload);
        Assert.Equal((1_000m, 0m, 1m), (plan.RequestsPerMonth!.Median, plan.GrowthPerMonth!.Median, plan.LoadFactor.Median));
        Assert.Equal((36, 0m, 0.95, CostBasis.Request), (plan.HorizonMonths, plan.DiscountRatePerYear, plan.Confidence, plan.Basis));
        Assert.Equal(new ApiOption { Name = "api", Prices = new() { InputUsdPerMtok = 1, OutputUsdPerMtok = 2 } }, Assert.Single(plan.Options));
    }

    [Fact]
    public async Task Every_field_arrives()
    {
        OwnershipFile file = await ParseAsync(Everything);

        Assert.Equal(("service", 7L, 50, 9_000m), (file.Baseline, file.Seed, file.Paths, file.VolumeLimit!.Value));
        OwnershipPlan plan = file.Plan;
        Assert.Equal((24, 0.1m, 0.9, CostBasis.SolvedTask), (plan.HorizonMonths, plan.DiscountRatePerYear, plan.Confidence, plan.Basis));
        Assert.Equal((200m, 1_000m, 200m, 0.5m), (plan.Workload.RequestsPerMonth, plan.Workload.InputTokensPerRequest, plan.Workload.OutputTokensPerRequest, plan.Workload.CachedShare));
        Assert.Equal(Uncertain.Between(100, 300), plan.RequestsPerMonth);
        Assert.Equal(0.02, plan.GrowthPerMonth!.Quantile(0.5), tolerance: 1e-12);
        Assert.Equal(Uncertain.Triangular(0.2m, 0.3m, 0.6m), plan.LoadFactor);
        OwnedOption own = new()
        {
            Name = "own", HardwareUsdPerMachine = 10_000, ResidualShare = 0.25m, ComputeUsdPerMachineMonth = 1, MaintenanceUsdPerMachineMonth = 2, ElectricityUsdPerMachineMonth = 3,
            BilledHoursFraction = 0.9m, MinimumMachines = 2, Electricity = new() { Watts = 700, IdleWatts = 100, Pue = 1.2m, UsdPerKwh = 0.2m },
            Throughput = new() { OutputTokensPerSecond = Uncertain.Between(50, 100), InputTokensPerSecond = 1_000m },
            ShareSolved = Uncertain.Measured(0.7m, 0.6m, 0.8m, 0.9), SetUpUsd = 4, StaffUsdPerMonth = 5,
        };
        Assert.Equal(own, plan.Options[0]);
        Assert.Equal(
            new RentedOption { Name = "rented", UsdPerMachineHour = 2, PriceDeclinePerYear = 0.1m, Throughput = new() { OutputTokensPerSecond = 80m }, ShareSolved = 0.7m }, plan.Options[1]);
        ApiOption service = new()
        {
            Name = "service", PriceDeclinePerYear = Uncertain.Between(0, 0.5m), ShareSolved = 0.9m,
            Prices = new() { InputUsdPerMtok = 1, OutputUsdPerMtok = 2, CachedInputUsdPerMtok = 0.1m, MonthlyMinimumUsd = 20 },
        };
        Assert.Equal(service, plan.Options[2]);
    }

    [Theory]
    [InlineData("horizon_months", "0", "horizon_months", "from 1 to 600")]
    [InlineData("horizon_months", "1.5", "horizon_months", "whole number")]
    [InlineData("discount_rate_per_year", "-1", "discount_rate_per_year", "above −1")]
    [InlineData("basis", "\"answer\"", "basis", "request or solved_task")]
    [InlineData("baseline", "\"other\"", "baseline", "one of own, rented, service")]
    [InlineData("paths", "0", "paths", "from 1 to 1,000,000")]
    [InlineData("volume_limit", "0", "volume_limit", "above 0")]
    [InlineData("confidence", "1", "confidence", "between 0 and 1")]
    [InlineData("horizon", "12", "horizon", "horizon_months")]
    [InlineData("workload", "3", "workload", "object")]
    [InlineData("options", "{}", "options", "list")]
    [InlineData("options", "[]", "options", "at least one option")]
    [InlineData("workload.load_factor", "0", "workload.load_factor", "above 0 and at most 1")]
    [InlineData("workload.load_factor", "null", "workload.load_factor", "is missing")]
    [InlineData("workload.load_factor", "[0.5, 0.4]", "workload.load_factor", "low must be at most high")]
    [InlineData("workload.load_factor", "[0.5, 0.6, 0.7]", "workload.load_factor", "[low, high]")]
    [InlineData("workload.load_factor", "{\"low\": 0.5, \"mode\": 0.4, \"high\": 0.6}", "workload.load_factor.mode", "greater than or equal to '0.5'")]
    [InlineData("workload.load_factor", "{\"low\": 0.5, \"mode\": 0.55, \"hi\": 0.6}", "workload.load_factor.high", "is missing")]
    [InlineData("workload.growth_per_month", "{\"mean\": 0, \"sd\": 0.1, \"mode\": 0}", "workload.growth_per_month.low", "is missing")]
    [InlineData("workload.growth_per_month", "{\"mean\": 0, \"sd\": 0.1, \"median\": 0}", "workload.growth_per_month.median", "mean, sd")]
    [InlineData("workload.growth_per_month", "-1", "workload.growth_per_month", "above −1")]
    [InlineData("workload.requests_per_month", "-1", "workload.requests_per_month", "at least 0")]
    [InlineData("workload.requests_per_month", "\"many\"", "workload.requests_per_month", "[low, high]")]
    [InlineData("workload.input_tokens_per_request", "[1, 2]", "workload.input_tokens_per_request", "a number")]
    [InlineData("workload.cached_share", "2", "workload.cached_share", "in [0, 1]")]
    [InlineData("options.0.hardware_usd_per_machine", "null", "options[0].hardware_usd_per_machine", "is missing")]
    [InlineData("options.0.residual_share", "0.5", "options[0].residual_share", "twice")]
    [InlineData("options.0.residual_usd_per_machine", "10001", "options[0].residual_usd_per_machine", "from 0 to")]
    [InlineData("options.0.electricity.pue", "0.5", "options[0].electricity.pue", "at least 1")]
    [InlineData("options.0.electricity", "12", "options[0].electricity", "object")]
    [InlineData("options.0.throughput.output_tokens_per_second", "0", "options[0].throughput.output_tokens_per_second", "above 0")]
    [InlineData("options.0.throughput", "{\"run\": \"r\", \"model\": \"m\"}", "options[0].throughput.run", "type the numbers in")]
    [InlineData("options.0.share_solved", "[0.5, 1.5]", "options[0].share_solved", "in [0, 1]")]
    [InlineData("options.0.minimum_machines", "0", "options[0].minimum_machines", "at least 1")]
    [InlineData("options.0.name", "\"\"", "options[0].name", "")]
    [InlineData("options.0.name", "\"rented\"", "options", "Two options are named 'rented'")]
    [InlineData("options.1.kind", "\"leased\"", "options[1].kind", "api, rented or owned")]
    [InlineData("options.1.share_solved", "null", "basis", "has no share_solved")]
    [InlineData("options.2.price_decline_per_year", "1", "options[2].price_decline_per_year", "below 1")]
    [InlineData("options.2.output_usd_per_mtok", "-2", "options[2].output_usd_per_mtok", "at least 0")]
    [InlineData("options.2.provider", "\"openai\"", "options[2].model", "is missing")]
    [InlineData("options.2.electricity", "{}", "options[2].electricity", "is not a field")]
    public async Task What_is_wrong_is_told_by_its_field(string field, string value, string told, string range)
    {
        JsonNode root = JsonNode.Parse(Everything, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        string[] path = field.Split('.');
        JsonNode parent = path[..^1].Aggregate(root, (node, step) => int.TryParse(step, out int index) ? node[index]! : node[step]!);
        parent[path[^1]] = JsonNode.Parse(value);

        OwnershipFileException exception = await Assert.ThrowsAsync<OwnershipFileException>(() => ParseAsync(root.ToJsonString()));

        Assert.Equal(told, exception.Field);
        Assert.StartsWith(told + ": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(range, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("{\"workload\": {}, \"workload\": {}}", "is there twice")]
    public async Task What_is_no_plan_at_all_is_told(string json, string told) =>
        Assert.Contains(told, (await Assert.ThrowsAsync<OwnershipFileException>(() => ParseAsync(json))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Prices_and_runs_are_found_by_name()
    {
        string json = Everything
            .Replace("\"input_usd_per_mtok\": 1, \"output_usd_per_mtok\": 2, \"cached_input_usd_per_mtok\": 0.1, \"monthly_minimum_usd\": 20", "\"provider\": \"p\", \"model\": \"m\"", StringComparison.Ordinal)
            .Replace("{ \"output_tokens_per_second\": 80 }, \"share_solved\": 0.7", "{ \"run\": \"r1\", \"model\": \"m1\" }, \"share_solved\": { \"run\": \"r2\", \"model\": \"m2\" }", StringComparison.Ordinal);

        OwnershipPlan plan = (await ParseAsync(json, new Sources())).Plan;

        Assert.Equal(5, ((ApiOption)plan.Options[2]).Prices.OutputUsdPerMtok);
        Assert.Equal(33, ((RentedOption)plan.Options[1]).Throughput.OutputTokensPerSecond.Median);
        Assert.Equal(0.5m, plan.Options[1].ShareSolved!.Median);
        string typed = json.Replace("\"provider\"", "\"input_usd_per_mtok\": 1, \"provider\"", StringComparison.Ordinal);
        Assert.Contains("input_usd_per_mtok", (await Assert.ThrowsAsync<OwnershipFileException>(() => ParseAsync(typed, new Sources()))).Message, StringComparison.Ordinal);
        string unknown = json.Replace("\"model\": \"m\"", "\"model\": \"x\"", StringComparison.Ordinal);
        Assert.Equal("options[2].model: no price of x", (await Assert.ThrowsAsync<OwnershipFileException>(() => ParseAsync(unknown, new Sources()))).Message);
    }

    private static Task<OwnershipFile> ParseAsync(string json, IOwnershipSources? sources = null) =>
        OwnershipFile.ParseAsync(json, sources, TestContext.Current.CancellationToken);

    private sealed class Sources : IOwnershipSources
    {
        public ValueTask<ApiPrices> PricesAsync(string? provider, string model, Workload workload, CancellationToken cancellationToken = default) =>
            (provider, model) == ("p", "m") ? new(new ApiPrices { InputUsdPerMtok = 4, OutputUsdPerMtok = 5 }) : throw new KeyNotFoundException("no price of " + model);

        public ValueTask<MachineThroughput> ThroughputAsync(string run, string model, CancellationToken cancellationToken = default) =>
            (run, model) == ("r1", "m1") ? new(new MachineThroughput { OutputTokensPerSecond = 33m }) : throw new KeyNotFoundException("no run " + run);

        public ValueTask<Uncertain> ShareSolvedAsync(string run, string model, string? metric, CancellationToken cancellationToken = default) =>
            (run, model, metric) == ("r2", "m2", null) ? new(Uncertain.Measured(0.5m, 0.4m, 0.6m)) : throw new KeyNotFoundException("no run " + run);
    }
}
