using System.Text.Json;
using System.Text.Json.Nodes;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class TcoTests : IDisposable
{
    // Own costs 1,200 and saves 100 a month.
    private const string Plan = """
        {
          "horizon_months": 24,
          "workload": { "requests_per_month": 1000, "input_tokens_per_request": 0, "output_tokens_per_request": 100, "load_factor": 1 },
          "options": [
            { "kind": "api", "name": "service", "input_usd_per_mtok": 0, "output_usd_per_mtok": 1500 },
            { "kind": "owned", "name": "own", "hardware_usd_per_machine": 1200, "maintenance_usd_per_machine_month": 50, "throughput": { "output_tokens_per_second": 100 } }
          ]
        }
        """;

    private static readonly string Example = Repository.PathOf("examples", "tco.json");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_plan_is_computed_for_machines()
    {
        JsonElement result = await CommandLine.JsonAsync("tco", Write(Plan));

        JsonElement own = result.GetProperty("options")[1];
        Assert.Equal("own", own.GetProperty("option").GetString());
        Assert.Equal(2_400, own.GetProperty("total_usd").GetDecimal());
        Assert.Equal(0.1m, own.GetProperty("cost_per_request_usd").GetDecimal());
        Assert.Equal(JsonValueKind.Null, own.GetProperty("cost_per_solved_task_usd").ValueKind);
        Assert.Equal(25, own.GetProperty("months").GetArrayLength());
        Assert.Equal(50, own.GetProperty("months")[1].GetProperty("cost_usd").GetDecimal());
        JsonElement comparison = Assert.Single(result.GetProperty("comparisons").EnumerateArray());
        Assert.Equal("service", comparison.GetProperty("than").GetString());
        Assert.Equal(12, comparison.GetProperty("break_even_month").GetInt32());
        Assert.Equal(1_200, comparison.GetProperty("saving_usd").GetDecimal());
        // 2,400 over 24 × 0.15.
        Assert.Equal(666.6666667m, Math.Round(comparison.GetProperty("volumes")[0].GetProperty("from_requests_per_month").GetDecimal(), 7));
        Assert.Equal(0, comparison.GetProperty("simulation").GetProperty("share_never").GetDouble());
        Assert.Equal(12, comparison.GetProperty("simulation").GetProperty("break_even_month").GetProperty("p95").GetInt32());
        Assert.Empty(comparison.GetProperty("tornado").EnumerateArray());
    }

    [Fact]
    public async Task A_plan_is_told_to_people()
    {
        Finished finished = await CommandLine.RunAsync("tco", Write(Plan));

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("own breaks even with service in month 12 of 24: it costs 1,200 USD less", finished.Output, StringComparison.Ordinal);
        Assert.Contains("at 667 to 10,000 requests", finished.Output, StringComparison.Ordinal);
        Assert.Contains("No input is uncertain", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_example_computes_and_its_answer_is_uncertain()
    {
        JsonElement result = await CommandLine.JsonAsync("tco", Example);

        Assert.Equal(["api", "rented", "owned"], result.GetProperty("options").EnumerateArray().Select(option => option.GetProperty("kind").GetString()!));
        Assert.Equal(2, result.GetProperty("comparisons").GetArrayLength());
        foreach (JsonElement comparison in result.GetProperty("comparisons").EnumerateArray())
        {
            Assert.InRange(comparison.GetProperty("simulation").GetProperty("share_never").GetDouble(), 0.01, 0.99);
            double[] swings = [.. comparison.GetProperty("tornado").EnumerateArray().Select(bar => bar.GetProperty("swing_usd").GetDouble())];
            Assert.Equal(swings.OrderDescending(), swings);
            Assert.True(swings.Length >= 6);
        }

        Finished told = await CommandLine.RunAsync("tco", Example);
        Assert.Contains("GPT-4o mini: price_decline_per_year", told.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("E-0", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Seed_and_paths_may_be_others_and_the_same_ones_give_the_same()
    {
        JsonElement one = await CommandLine.JsonAsync("tco", Example, "--seed", "3", "--paths", "100");
        JsonElement same = await CommandLine.JsonAsync("tco", Example, "--seed", "3", "--paths", "100");
        JsonElement other = await CommandLine.JsonAsync("tco", Example, "--seed", "4", "--paths", "100");

        Assert.Equal((3, 100), (one.GetProperty("seed").GetInt32(), one.GetProperty("paths").GetInt32()));
        Assert.Equal(one.GetRawText(), same.GetRawText());
        Assert.NotEqual(Saving(one), Saving(other));

        static double Saving(JsonElement result) =>
            result.GetProperty("comparisons")[0].GetProperty("simulation").GetProperty("saving_usd").GetProperty("p50").GetDouble();
    }

    [Theory]
    [InlineData("\"load_factor\": 1", "\"load_factor\": 2", "workload.load_factor: is 2 and must be above 0 and at most 1.")]
    [InlineData("\"name\": \"own\",", "\"name\": \"own\", \"colour\": \"red\",", "options[1].colour: is not a field")]
    [InlineData("\"input_usd_per_mtok\": 0, \"output_usd_per_mtok\": 1500", "\"provider\": \"p\", \"model\": \"m\"", "options[0].model: ")]
    [InlineData("{ \"output_tokens_per_second\": 100 }", "{ \"run\": \"r\", \"model\": \"m\" }", "options[1].throughput: There is no run store")]
    [InlineData("\"workload\": {", "\"workload\": ", "This is not JSON")]
    public async Task A_wrong_file_fails_and_names_the_field(string right, string wrong, string told)
    {
        string file = Write(Plan.Replace(right, wrong, StringComparison.Ordinal));

        Finished finished = await CommandLine.RunAsync("tco", file, "--store", _folder.File("none.db"));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains($"{file}: {told}", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public async Task A_plan_that_outgrows_numbers_is_told_so()
    {
        Finished finished = await CommandLine.RunAsync("tco", Write(Plan.Replace("\"load_factor\"", "\"growth_per_month\": 1000, \"load_factor\"", StringComparison.Ordinal)));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("growth over the horizon", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        Finished finished = await CommandLine.RunAsync("tco", "no-such.json");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("no-such.json", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throughput_and_share_solved_come_from_a_run()
    {
        string store = _folder.File("runs.db");
        JsonElement run = await CommandLine.JsonAsync("evaluate", "--dataset", CommandLine.Dataset, "--model", CommandLine.Model("skills-pico-f16"), "--limit", "40", "--store", store);
        string id = run.GetProperty("run").GetString()!, model = run.GetProperty("models")[0].GetProperty("model").GetString()!;
        JsonNode plan = JsonNode.Parse(Plan)!;
        plan["options"]![1]!["throughput"] = new JsonObject { ["run"] = id, ["model"] = model };
        plan["options"]![1]!["share_solved"] = new JsonObject { ["run"] = id, ["model"] = model };

        JsonElement own = (await CommandLine.JsonAsync("tco", Write(plan.ToJsonString()), "--store", store)).GetProperty("options")[1];

        double share = run.GetProperty("models")[0].GetProperty("metrics")[0].GetProperty("mean").GetDouble();
        Assert.Equal(own.GetProperty("cost_per_request_usd").GetDouble() / share, own.GetProperty("cost_per_solved_task_usd").GetDouble(), tolerance: 1e-9);
        Assert.True(own.GetProperty("cost_per_solved_task_low").GetDouble() < own.GetProperty("cost_per_solved_task_usd").GetDouble());
    }

    [Fact]
    public async Task Prices_come_from_the_book_and_their_age_is_told()
    {
        JsonNode plan = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("examples", "tco.json"), TestContext.Current.CancellationToken))!;
        JsonObject api = plan["options"]![0]!.AsObject();
        foreach (string field in (string[])["input_usd_per_mtok", "output_usd_per_mtok", "cached_input_usd_per_mtok", "monthly_minimum_usd"]) { api.Remove(field); }
        api["model"] = "openai/gpt-4o-mini";
        string file = Write(plan.ToJsonString());

        JsonElement named = await CommandLine.JsonAsync("tco", file, "--at", "2026-11-25"), typed = await CommandLine.JsonAsync("tco", Repository.PathOf("examples", "tco.json"));

        // The example types in the book's prices.
        Assert.Equal(typed.GetProperty("options")[0].GetProperty("total_usd").GetDecimal(), named.GetProperty("options")[0].GetProperty("total_usd").GetDecimal());
        Assert.Equal("gpt-4o-mini", named.GetProperty("prices")[0].GetProperty("model").GetString());
        Assert.Contains("gpt-4o-mini: price of 2026-", (await CommandLine.RunAsync("tco", file)).Output, StringComparison.Ordinal);
        api["model"] = "openai/gpt-4o-minni";
        Finished unknown = await CommandLine.RunAsync("tco", Write(plan.ToJsonString()));
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("options[0].model: no provider is known for model 'openai/gpt-4o-minni'", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fee_for_a_request_counts_and_a_known_change_of_price_is_told()
    {
        JsonObject plan = JsonNode.Parse(Plan)!.AsObject();
        plan["options"]![0] = new JsonObject { ["kind"] = "api", ["name"] = "service", ["input_usd_per_mtok"] = 0, ["output_usd_per_mtok"] = 0, ["usd_per_request"] = 0.012m };
        JsonElement fee = await CommandLine.JsonAsync("tco", Write(plan.ToJsonString()));
        Assert.Equal(24 * 1000 * 0.012m, fee.GetProperty("options")[0].GetProperty("total_usd").GetDecimal());

        plan["options"]![0] = new JsonObject { ["kind"] = "api", ["name"] = "service", ["model"] = "google/gemini-3.6-flash" };
        Finished told = await CommandLine.RunAsync("tco", Write(plan.ToJsonString()), "--at", "2026-11-25");
        Assert.Contains("it is known to change on 2027-01-01", told.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"load_factor\": 1 }", "\"load_factor\": 0.00000001 }")]
    [InlineData("\"requests_per_month\": 1000,", "\"requests_per_month\": 1000000000000000,")]
    public async Task Too_many_steps_to_look_at_leave_the_rest_of_the_answer(string part, string instead)
    {
        Assert.Contains(part, Plan, StringComparison.Ordinal);
        string file = Write(Plan.Replace(part, instead, StringComparison.Ordinal));

        JsonElement result = await CommandLine.JsonAsync("tco", file);

        Assert.Equal(JsonValueKind.Null, result.GetProperty("comparisons")[0].GetProperty("volumes").ValueKind);
        Assert.True(result.GetProperty("options")[1].GetProperty("total_usd").GetDecimal() > 1200);
        Assert.Contains("give a smaller volume_limit", (await CommandLine.RunAsync("tco", file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_volume_of_a_small_plan_is_found_beyond_it()
    {
        // 1,200 over 24 months and 50 a month is 100 a month; a request costs 0.15 at the service: 666.67 requests. The plan asks 10.
        JsonElement result = await CommandLine.JsonAsync("tco", Write(Plan.Replace("\"requests_per_month\": 1000,", "\"requests_per_month\": 10,", StringComparison.Ordinal)));

        Assert.Equal(2000.0 / 3, result.GetProperty("comparisons")[0].GetProperty("volumes")[0].GetProperty("from_requests_per_month").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task A_machine_without_answers_to_write_needs_a_speed_of_reading()
    {
        Finished finished = await CommandLine.RunAsync("tco", Write(Plan.Replace("\"input_tokens_per_request\": 0, \"output_tokens_per_request\": 100", "\"input_tokens_per_request\": 100, \"output_tokens_per_request\": 0", StringComparison.Ordinal)));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("options[1].throughput: needs input_tokens_per_second", finished.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string json)
    {
        string file = _folder.File("plan.json");
        File.WriteAllText(file, json);
        return file;
    }
}
