using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class CostTests
{
    private const string Prices = """
        {"format": "llm-notebooks-prices/1", "currency": "USD", "providers": [{"id": "p", "source": "https://p.example", "as_of": "2025-01-01", "model_match": {"equals": "m"}, "models": [
          {"id": "m", "batch": 0.5, "monthly_minimum_usd": 10, "prices": {"input_mtok": 2, "output_mtok": {"base": 8, "tiers": [{"start": 1000, "price": 16}]}}}]}]}
        """;

    [Fact]
    public async Task Every_expected_price_of_the_public_suite_comes_out()
    {
        // pydantic/genai-prices at 47df840a; the data stays beside the repository.
        string folder = Path.GetFullPath(Repository.PathOf("..", "shared", "golden", "prices"));
        if (!Directory.Exists(folder)) { Assert.Skip("The public price data is not beside the repository."); }
        string usages = Path.Combine(folder, "usages-visible.jsonl");

        Finished finished = await CommandLine.RunAsync(
            "cost", "--usages", usages, "--prices", Path.Combine(folder, "data.json"), "--format", "genai-prices", "--units", Path.Combine(folder, "units.yml"), "--at", "2025-11-06T12:00:00Z", "--json");

        Assert.Equal(0, finished.ExitCode);
        Dictionary<string, JsonElement> priced = Lines(finished.Output).ToDictionary(l => l.GetProperty("id").GetString()!);
        Assert.Equal(1030, priced.Count);
        foreach (JsonElement usage in Lines(await File.ReadAllTextAsync(usages, TestContext.Current.CancellationToken)))
        {
            string id = usage.GetProperty("id").GetString()!;
            foreach (JsonProperty expected in usage.GetProperty("expected").EnumerateObject())
            {
                Assert.True(Math.Abs(Amount(expected.Value) - Amount(priced[id].GetProperty(expected.Name))) <= 1e-9m, $"{id}, {expected.Name}");
            }
        }
    }

    [Fact]
    public async Task Each_line_gets_its_price_or_why_it_has_none()
    {
        using TemporaryFolder folder = new();
        string[] lines =
        [
            """{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": 1000, "output_tokens": 10}}""",
            """{"id": "b", "model": "m", "usage": {"input_tokens": 1001, "output_tokens": 10}, "level": "batch"}""",
            """{"id": 3, "provider": "p", "model": "n", "usage": {"input_tokens": 1}}""",
            "",
            """{"id": "d", "provider": "p", "model": "m", "usage": {"input_tokens": 1000, "web_searches": 2}}""",
        ];

        Finished finished = await CommandLine.RunAsync("cost", "--usages", await FileOf(folder, "u.jsonl", lines), "--prices", await FileOf(folder, "p.json", Prices), "--json");

        Assert.Equal(0, finished.ExitCode);
        // The prices of 2025 are old, and one line says so, not each.
        Assert.StartsWith("llmnb: m: price of 2025-01-01, ", Assert.Single(finished.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(
            [
                """{"id": "a", "input_price": "0.002", "output_price": "0.00008", "total_price": "0.00208"}""",
                """{"id": "b", "input_price": "0.001001", "output_price": "0.00008", "total_price": "0.001081"}""",
                """{"id": 3, "unpriced": "no price of model 'n' at p"}""",
                """{"id": "d", "input_price": "0.002", "output_price": "0", "unpriced": "web_searches: no price"}""",
            ],
            finished.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_level_of_a_line_counts_before_that_of_the_command()
    {
        using TemporaryFolder folder = new();
        string[] lines =
        [
            """{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": 1000}}""",
            """{"id": "b", "provider": "p", "model": "m", "usage": {"input_tokens": 1000}, "level": "standard"}""",
        ];

        Finished finished = await CommandLine.RunAsync("cost", "--usages", await FileOf(folder, "u.jsonl", lines), "--prices", await FileOf(folder, "p.json", Prices), "--level", "batch", "--json");

        Assert.Equal(["0.001", "0.002"], Lines(finished.Output).Select(line => line.GetProperty("total_price").GetString()!));
    }

    [Fact]
    public async Task Broken_lines_are_errors_and_lose_no_others()
    {
        using TemporaryFolder folder = new();
        string[] lines =
        [
            """{"id": "a", "model": "m", "usage": {"input_tokens": -1}}""",
            """{"id": "b", "model": "m", "usage": {"input_tokens": 1.5}}""",
            "{",
            """{"id": "d", "model": "m", "usage": {"input_tokens": 1000}}""",
        ];
        string usages = await FileOf(folder, "u.jsonl", lines), prices = await FileOf(folder, "p.json", Prices);

        Finished finished = await CommandLine.RunAsync("cost", "--usages", usages, "--prices", prices, "--json");

        Assert.Equal(1, finished.ExitCode);
        JsonElement[] output = [.. Lines(finished.Output)];
        Assert.Equal(4, output.Length);
        Assert.All(output.Take(3), line => Assert.False(line.TryGetProperty("total_price", out _)));
        Assert.Contains("input_tokens", output[0].GetProperty("unpriced").GetString(), StringComparison.Ordinal);
        Assert.Equal("0.002", output[3].GetProperty("total_price").GetString());
        Assert.Contains("line 2: usage.input_tokens: A count is a whole number. This is 1.5.", finished.Error, StringComparison.Ordinal);
        Assert.Contains("line 3", finished.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_sums_that_carry_what_is_unpriced_and_the_age_of_prices()
    {
        using TemporaryFolder folder = new();
        string[] lines =
        [
            """{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": 1000000}}""",
            """{"id": "b", "provider": "p", "model": "n", "usage": {"input_tokens": 1}}""",
            """{"id": "c", "provider": "p", "model": "n", "usage": {"input_tokens": 1}}""",
        ];

        Finished finished = await CommandLine.RunAsync("cost", "--usages", await FileOf(folder, "u.jsonl", lines), "--prices", await FileOf(folder, "p.json", Prices));

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("Together: at least $2.00, 2 of 3 calls unpriced.", finished.Output, StringComparison.Ordinal);
        Assert.Contains("unpriced, 2×: no price of model 'n' at p", finished.Output, StringComparison.Ordinal);
        Assert.Contains("price of 2025-01-01, ", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_is_estimated_month_by_month_with_the_minimum()
    {
        using TemporaryFolder folder = new();
        string prices = await FileOf(folder, "p.json", Prices);

        JsonElement estimate = Assert.Single((await CommandLine.JsonAsync(
            "cost", "estimate", "--model", "p/m", "--requests", "1000", "--input", "1000", "--output", "1000", "--growth", "0.1", "--months", "2", "--prices", prices)).EnumerateArray());

        Assert.Equal(10m + 11m, estimate.GetProperty("total_usd").GetDecimal());
        JsonElement[] months = [.. estimate.GetProperty("months").EnumerateArray()];
        Assert.Equal([10m, 11m], months.Select(m => m.GetProperty("usage_usd").GetDecimal()));
        JsonElement small = Assert.Single((await CommandLine.JsonAsync(
            "cost", "estimate", "--model", "m", "--requests", "10", "--input", "1000", "--output", "1000", "--months", "1", "--prices", prices)).EnumerateArray());
        Assert.Equal(10m, small.GetProperty("total_usd").GetDecimal());
        JsonElement none = Assert.Single((await CommandLine.JsonAsync(
            "cost", "estimate", "--model", "x", "--requests", "10", "--input", "1000", "--output", "1000", "--prices", prices)).EnumerateArray());
        Assert.Equal(JsonValueKind.Null, none.GetProperty("total_usd").ValueKind);
        Assert.Contains("no provider is known", none.GetProperty("unpriced")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_run_is_priced_as_asked()
    {
        using TemporaryFolder folder = new();
        string store = folder.File("runs.db"), prices = await FileOf(folder, "p.json", Prices);
        await CommandLine.JsonAsync("evaluate", "--dataset", CommandLine.Dataset, "--model", CommandLine.Model("skills-pico-f16"), "--limit", "20", "--store", store, "--run", "r1");

        JsonElement cost = Assert.Single((await CommandLine.JsonAsync("cost", "run", "r1", "--store", store, "--as", "skills-pico-f16=p/m", "--prices", prices)).EnumerateArray());
        JsonElement[] answers = [.. Lines((await CommandLine.RunAsync("runs", "export", "r1", "--store", store)).Output)];

        decimal expected = answers.Sum(answer => (2m * answer.GetProperty("input_tokens").GetInt64()) + (8m * answer.GetProperty("output_tokens").GetInt64())) / 1_000_000;
        Assert.Equal(20, answers.Length);
        Assert.Equal(expected, cost.GetProperty("total_usd").GetDecimal());
        Assert.Equal((double)expected / cost.GetProperty("solved").GetDouble(), cost.GetProperty("per_solved_usd").GetDouble(), 1e-15);
        Finished text = await CommandLine.RunAsync("cost", "run", "r1", "--store", store);
        Assert.Contains("20 calls unpriced: no provider is known for model 'skills-pico-f16'", text.Output, StringComparison.Ordinal);
        Finished wrong = await CommandLine.RunAsync("cost", "run", "r1", "--store", store, "--as", "nobody=p/m");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("the models are skills-pico-f16", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_in_book_needs_no_file()
    {
        Finished finished = await CommandLine.RunAsync("cost", "estimate", "--requests", "1000", "--input", "500", "--output", "100", "--months", "1");

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("openai/gpt-5", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Public_data_becomes_a_book_from_a_file_and_from_an_address()
    {
        using TemporaryFolder folder = new();
        const string Data = """{"m": {"litellm_provider": "p", "input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "output_cost_per_dream": 1}}""";
        string data = await FileOf(folder, "data.json", Data), book = folder.File("book.json"), usages = await FileOf(folder, "u.jsonl", """{"id": "a", "provider": "p", "model": "m", "usage": {"input_tokens": 1000}}""");

        Finished finished = await CommandLine.RunAsync("cost", "update", "--from", data, "--format", "litellm", "--output", book, "--as-of", "2026-01-02");

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("1 model of 1 provider", finished.Output, StringComparison.Ordinal);
        Assert.Contains("output_cost_per_dream", finished.Error, StringComparison.Ordinal);
        Assert.Contains("\"as_of\": \"2026-01-02\"", await File.ReadAllTextAsync(book, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("\"total_price\": \"0.002\"", (await CommandLine.RunAsync("cost", "--usages", usages, "--prices", book, "--json")).Output, StringComparison.Ordinal);

        using HttpListener server = Listen(out string address);
        Task answered = AnswerAsync(server, Data);
        string second = folder.File("second.json");
        Assert.Equal(0, (await CommandLine.RunAsync("cost", "update", "--from", address, "--format", "litellm", "--output", second)).ExitCode);
        await answered;
        Assert.Contains("\"as_of\"", await File.ReadAllTextAsync(second, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        server.Stop();

        Finished gone = await CommandLine.RunAsync("cost", "update", "--from", address + "?key=hidden", "--format", "litellm", "--output", second);
        Assert.Equal(1, gone.ExitCode);
        Assert.Contains("cannot be read", gone.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", gone.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--usages FILE", "cost")]
    [InlineData("there is no such file", "cost", "--usages", "no-such.jsonl")]
    [InlineData("is not a time", "cost", "estimate", "--requests", "1", "--input", "1", "--output", "1", "--at", "noon")]
    [InlineData("requests per month must be at least 0, not -5", "cost", "estimate", "--requests", "-5", "--input", "1", "--output", "1")]
    [InlineData("needs --prices", "cost", "estimate", "--requests", "5", "--input", "1", "--output", "1", "--format", "litellm")]
    [InlineData("--units needs --format genai-prices", "cost", "estimate", "--requests", "5", "--input", "1", "--output", "1", "--units", "u.yml")]
    [InlineData("--growth 0,05 is not a number; write it with a decimal point", "cost", "estimate", "--requests", "5", "--input", "1", "--output", "1", "--growth", "0,05")]
    [InlineData("is not a time", "cost", "estimate", "--requests", "1", "--input", "1", "--output", "1", "--at", "05/01/2026")]
    [InlineData("--months must be from 1 to 600, not 0", "cost", "estimate", "--requests", "5", "--input", "1", "--output", "1", "--months", "0")]
    [InlineData("--level soon is not known", "cost", "estimate", "--requests", "5", "--input", "1", "--output", "1", "--level", "soon")]
    [InlineData("--as-of today is not a date", "cost", "update", "--from", "x", "--format", "litellm", "--output", "y", "--as-of", "today")]
    public async Task Wrong_usage_says_the_way_out(string message, params string[] arguments)
    {
        Finished finished = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(message, finished.Error, StringComparison.Ordinal);
    }

    private static async Task<string> FileOf(TemporaryFolder folder, string name, params string[] lines)
    {
        string path = folder.File(name);
        await File.WriteAllLinesAsync(path, lines, TestContext.Current.CancellationToken);
        return path;
    }

    private static IEnumerable<JsonElement> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    private static decimal Amount(JsonElement text) => decimal.Parse(text.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static HttpListener Listen(out string address)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/prices";
        free.Stop();
        HttpListener server = new() { Prefixes = { address + "/" } };
        server.Start();
        return server;
    }

    private static async Task AnswerAsync(HttpListener server, string text)
    {
        HttpListenerContext context = await server.GetContextAsync();
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }
}
