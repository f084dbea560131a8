using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class RunnerTests : IDisposable
{
    private static readonly string Nano = Repository.PathOf("data", "models", "skills-nano-f16.gguf"), Micro = Repository.PathOf("data", "models", "skills-micro-f16.gguf");
    private static readonly string Data = Repository.PathOf("data", "datasets", "skills-test.jsonl"), Recorded = Repository.PathOf("data", "recordings", "skills.db");

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("r.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plan_makes_no_call_and_says_what_it_would_take()
    {
        Finished plan = await CommandLine.RunAsync("evaluate", "--dataset", Data, "--model", Micro, "--model", Nano, "--store", Store, "--plan", "--pilot", "skills", "--pilot-store", Recorded, "--json");

        using JsonDocument json = JsonDocument.Parse(plan.Output);
        JsonElement root = json.RootElement;
        Assert.Equal((0, 1632, 0m), (plan.ExitCode, root.GetProperty("calls").GetInt32(), root.GetProperty("cost_usd").GetDecimal()));
        Assert.Equal("as skills-micro-f16 and skills-nano-f16 in run skills, by exact-match", root.GetProperty("detectable").GetProperty("source").GetString());
        Assert.Contains("To separate 3 points you need", root.GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task A_budget_stops_a_run_and_resume_goes_on_with_it()
    {
        Finished first = await CommandLine.RunAsync("evaluate", "--dataset", Data, "--limit", "30", "--model", Nano, "--max-tokens", "40", "--budget-tokens", "800", "--store", Store, "--run", "a", "--json");
        Finished second = await CommandLine.RunAsync("runs", "resume", "a", "--store", Store, "--json");

        using JsonDocument partial = JsonDocument.Parse(first.Output), whole = JsonDocument.Parse(second.Output);
        Assert.Equal((1, "budget_reached"), (first.ExitCode, partial.RootElement.GetProperty("status").GetString()));
        Assert.Contains("llmnb runs resume a", first.Error, StringComparison.Ordinal);
        Assert.InRange(partial.RootElement.GetProperty("calls").GetProperty("stored").GetInt32(), 1, 29);
        Assert.Equal((0, "completed", 30), (second.ExitCode, whole.RootElement.GetProperty("status").GetString(), whole.RootElement.GetProperty("calls").GetProperty("stored").GetInt32()));
    }

    [Fact]
    public async Task Waits_that_a_service_asks_for_are_told_and_end()
    {
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes", fault: _ => ServerFault.TooManyRequests);

        Finished run = await CommandLine.RunAsync("evaluate", "--dataset", Data, "--limit", "2", "--model", $"m=openai-compatible:{server.Endpoint}#fake", "--store", Store, "--longest-wait", "3", "--json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(2, json.RootElement.GetProperty("models")[0].GetProperty("errors").GetInt32());
        Assert.Contains("wait to be made again (http-429, 1 s)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score")]
    [InlineData("runs", "replay")]
    public async Task Stored_answers_are_scored_by_further_metrics_beside_their_scores(params string[] command)
    {
        await CommandLine.RunAsync("evaluate", "--dataset", Data, "--limit", "20", "--model", Nano, "--store", Store, "--run", "a");

        Finished scored = await CommandLine.RunAsync([.. command, "a", "--store", Store, "--metric", "levenshtein", "--metric", "regex", "--metric-option", "regex.pattern=^[0-9]", "--json"]);
        Finished other = await CommandLine.RunAsync([.. command, "a", "--store", Store, "--metric", "regex", "--metric-option", "regex.pattern=^[a-z]"]);
        Finished list = await CommandLine.RunAsync("runs", "list", "--store", Store, "--json");

        using JsonDocument json = JsonDocument.Parse(scored.Output), runs = JsonDocument.Parse(list.Output);
        JsonElement root = json.RootElement;
        Assert.Equal((0, 0, "a", "exact-match"), (scored.ExitCode, other.ExitCode, root.GetProperty("run").GetString(), root.GetProperty("metric").GetString()));
        Assert.Equal(["exact-match", "levenshtein", "regex"], root.GetProperty("models")[0].GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("metric").GetString()!));
        Assert.Contains("regex (pattern ^[a-z])", other.Output, StringComparison.Ordinal);
        Assert.Equal(20, Assert.Single(runs.RootElement.EnumerateArray()).GetProperty("answers").GetInt32());
    }

    [Fact]
    public async Task A_run_is_not_resumed_with_another_parameter_of_its_metric()
    {
        string[] evaluate = ["evaluate", "--dataset", Data, "--limit", "5", "--model", Nano, "--store", Store, "--run", "a", "--metric", "regex"];
        await CommandLine.RunAsync([.. evaluate, "--metric-option", "regex.pattern=^a"]);

        Finished other = await CommandLine.RunAsync([.. evaluate, "--metric-option", "regex.pattern=^b"]);
        Finished resumed = await CommandLine.RunAsync("runs", "resume", "a", "--store", Store);
        Finished again = await CommandLine.RunAsync("score", "a", "--store", Store, "--json");

        Assert.Equal((1, 0, 0), (other.ExitCode, resumed.ExitCode, again.ExitCode));
        // By its own metric with its own pattern: nothing is new.
        Assert.Equal(1, JsonElement.Parse(again.Output).GetProperty("models")[0].GetProperty("metrics").GetArrayLength());
        Assert.Contains("parameter 'pattern' of metric 'regex' was '\"^a\"' and is now '\"^b\"'", other.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A budget needs --max-tokens", "--budget-usd", "1")]
    [InlineData("--effect needs --plan", "--effect", "0.05")]
    [InlineData("--retries must be 0 or more, not -2", "--retries", "-2")]
    [InlineData("--longest-wait must be from 0 to 1000000 seconds, not -1", "--longest-wait", "-1")]
    [InlineData("three points are 0.03", "--plan", "--effect", "3")]
    [InlineData("--budget-usd 0,5 is not a number", "--budget-usd", "0,5")]
    [InlineData("LLMNB_NO_SUCH_KEY is not set", "--api-key-env", "LLMNB_NO_SUCH_KEY")]
    [InlineData("takes the name of an environment variable", "--api-key-env", "sk-not-a-name-but-a-key")]
    public async Task Wrong_usage_is_named_before_a_call(string expected, params string[] options)
    {
        Finished line = await CommandLine.RunAsync(["evaluate", "--dataset", Data, "--model", Nano, "--store", Store, .. options]);

        Assert.Equal(2, line.ExitCode);
        Assert.Contains(expected, line.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", line.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Store));
    }

    [Fact]
    public async Task Questions_with_choices_are_scored_by_the_choice()
    {
        await using ChatServer server = await ChatServer.StartAsync(_ => "The answer is (B).");
        string data = _folder.File("choices.jsonl");
        await File.WriteAllTextAsync(data, """{"id":"q","input":"Capital of France?","choices":["Lyon","Paris"],"target":"B"}""", TestContext.Current.CancellationToken);

        Finished run = await CommandLine.RunAsync("evaluate", "--dataset", data, "--model", $"m=openai-compatible:{server.Endpoint}#fake", "--store", Store, "--json");

        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(("choice", 1), (json.RootElement.GetProperty("metric").GetString(), json.RootElement.GetProperty("models")[0].GetProperty("mean").GetDouble()));
    }
}
