using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class EvaluateTests
{
    [Fact]
    public async Task A_shipped_model_scores_what_its_card_says_in_every_category()
    {
        // data/models/CARD.md, "Accuracy on skills-test.jsonl", row skills-pico-f16.
        Dictionary<string, double> card = new()
        {
            ["arithmetic"] = 0.098, ["comparison"] = 0.873, ["sorting"] = 0.971, ["text"] = 0.961, ["extraction"] = 0.951, ["sentiment"] = 0.539, ["number-words"] = 0.755, ["coding"] = 0.971,
        };
        using TemporaryFolder folder = new();

        JsonElement run = await CommandLine.JsonAsync("evaluate", "--dataset", CommandLine.Dataset, "--model", CommandLine.Model("skills-pico-f16"), "--store", folder.File("runs.db"));

        JsonElement model = Assert.Single(run.GetProperty("models").EnumerateArray());
        Assert.Equal(0.765, model.GetProperty("mean").GetDouble(), tolerance: 0.02);
        Assert.Equal(0.868, model.GetProperty("consistency").GetDouble(), tolerance: 0.02);
        JsonElement categories = model.GetProperty("by_category");
        Assert.Equal(card.Count, categories.EnumerateObject().Count());
        Assert.All(card, category => Assert.Equal(category.Value, categories.GetProperty(category.Key).GetDouble(), tolerance: 0.02));
        Assert.Equal(0, model.GetProperty("errors").GetInt32());
        Assert.Equal(0, model.GetProperty("missing").GetInt32());
        Assert.Equal(816, model.GetProperty("latency_ms").GetProperty("count").GetInt32());
        Assert.True(model.GetProperty("tokens").GetProperty("output").GetInt64() > 816);
    }

    [Fact]
    public async Task A_failed_call_is_missing_and_counted_and_never_a_zero()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes", number => number % 4 == 0 ? 500 : 200);

        JsonElement run = await EvaluateAsync(folder, server, 40, "--retries", "0");

        JsonElement model = run.GetProperty("models")[0];
        Assert.Equal(40, server.Requests);
        Assert.Equal(10, model.GetProperty("errors").GetInt32());
        Assert.Equal(10, model.GetProperty("missing").GetInt32());
        Assert.Equal(1.0, model.GetProperty("mean").GetDouble());
        Assert.Equal(0.25, model.GetProperty("error_rate").GetDouble());
    }

    [Fact]
    public async Task A_model_that_never_answers_fails_the_command_and_says_why()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes", _ => 503);

        Finished finished = await CommandLine.RunAsync("evaluate", "--dataset", await WriteDatasetAsync(folder, 3), "--model", $"openai-compatible:{server.Endpoint}#away", "--store", folder.File("runs.db"));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("away gave no answer", finished.Error, StringComparison.Ordinal);
        Assert.Contains("503", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_are_listed_shown_compared_and_exported()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(prompt => prompt.EndsWith('7') ? "no" : "yes");
        JsonElement evaluated = await EvaluateAsync(folder, server, 30, "--model", $"openai-compatible:{server.Endpoint}#other", "--repetitions", "2");
        string id = evaluated.GetProperty("run").GetString()!, store = folder.File("runs.db");

        JsonElement list = await CommandLine.JsonAsync("runs", "list", "--store", store);
        JsonElement shown = await CommandLine.JsonAsync("runs", "show", id[..12], "--store", store);
        JsonElement compared = await CommandLine.JsonAsync("compare", id, "instant", "other", "--store", store);
        JsonElement all = await CommandLine.JsonAsync("compare", id, "--store", store);
        Finished disagreements = await CommandLine.RunAsync("compare", id, "instant", "other", "--store", store, "--disagreements");
        Finished jsonl = await CommandLine.RunAsync("runs", "export", id, "--store", store);
        Finished csv = await CommandLine.RunAsync("runs", "export", id, "--store", store, "--format", "csv", "--output", folder.File("answers.csv"));

        Assert.Equal(id, Assert.Single(list.EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(evaluated.GetProperty("models")[0].GetRawText(), shown.GetProperty("models")[0].GetRawText());
        Assert.Equal(0.9, shown.GetProperty("models")[0].GetProperty("mean").GetDouble());
        Assert.Equal(0, compared.GetProperty("difference").GetDouble());
        Assert.Equal("not_distinguishable", compared.GetProperty("verdict").GetString());
        Assert.Equal(["instant", "other"], all.GetProperty("groups")[0].EnumerateArray().Select(model => model.GetString()));
        Assert.Contains("disagree in 0 of 60 answers", disagreements.Output, StringComparison.Ordinal);
        Assert.Equal(2 * 30 * 2, jsonl.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.True(csv.ExitCode == 0, csv.ToString());
        JsonElement again = await CommandLine.JsonAsync("compare", "--csv", folder.File("answers.csv"), "--item", "sample", "--score", "exact-match", "--repetition", "repetition", "--cluster", "cluster", "--a", "instant", "--b", "other");
        Assert.Equal(compared.GetProperty("a").GetProperty("se_clustered").GetDouble(), again.GetProperty("a").GetProperty("se_clustered").GetDouble(), 1e-15);
        Assert.Equal(1 + (2 * 30 * 2), (await File.ReadAllLinesAsync(folder.File("answers.csv"), TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task One_model_name_on_two_servers_takes_two_names()
    {
        using TemporaryFolder folder = new();
        await using ChatServer first = await ChatServer.StartAsync(_ => "yes");
        await using ChatServer second = await ChatServer.StartAsync(_ => "no");
        string data = await WriteDatasetAsync(folder, 4), a = $"openai-compatible:{first.Endpoint}#same", b = $"openai-compatible:{second.Endpoint}#same";

        Finished refused = await CommandLine.RunAsync("evaluate", "--dataset", data, "--model", a, "--model", b, "--store", folder.File("runs.db"));
        JsonElement run = await CommandLine.JsonAsync("evaluate", "--dataset", data, "--model", $"here={a}", "--model", $"there={b}", "--temperature", "default", "--store", folder.File("runs.db"));

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("NAME=M", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["here", "there"], run.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("model").GetString()));
        Assert.Equal([1.0, 0.0], run.GetProperty("models").EnumerateArray().Select(model => model.GetProperty("mean").GetDouble()));
    }

    [Fact]
    public async Task Disagreements_show_both_answers_side_by_side()
    {
        using TemporaryFolder folder = new();
        await using ChatServer right = await ChatServer.StartAsync(_ => "yes");
        await using ChatServer wrong = await ChatServer.StartAsync(prompt => prompt.EndsWith("number 3", StringComparison.Ordinal) ? "never" : "yes");
        JsonElement run = await EvaluateAsync(folder, right, 10, "--model", $"openai-compatible:{wrong.Endpoint}#other");

        JsonElement disagreements = await CommandLine.JsonAsync("compare", run.GetProperty("run").GetString()!, "instant", "other", "--store", folder.File("runs.db"), "--disagreements");

        JsonElement row = Assert.Single(disagreements.GetProperty("rows").EnumerateArray());
        Assert.Equal("yes", row.GetProperty("a").GetProperty("text").GetString());
        Assert.Equal("never", row.GetProperty("b").GetProperty("text").GetString());
        Assert.Equal(10, disagreements.GetProperty("compared").GetInt32());
    }

    [Fact]
    public async Task A_key_of_another_service_is_not_sent_to_a_local_server()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes");
        string dataset = await WriteDatasetAsync(folder, 3);

        Finished finished = await Processes.RunAsync(
            "dotnet", folder.Path,
            ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), "evaluate", "--dataset", dataset, "--model", $"openai-compatible:{server.Endpoint}#instant"],
            new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-not-for-this-host" });

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Equal(3, server.Requests);
        Assert.All(server.Authorizations, header => Assert.DoesNotContain("sk-not-for-this-host", header, StringComparison.Ordinal));
        Assert.Contains("llmnb.db", finished.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("llmnb.db")));
    }

    [Fact]
    public async Task A_key_that_is_named_goes_to_the_service_and_into_no_store()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes", number => number == 2 ? 401 : 200);
        string dataset = await WriteDatasetAsync(folder, 3);

        Finished finished = await Processes.RunAsync(
            "dotnet", folder.Path,
            ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), "evaluate", "--dataset", dataset, "--model", $"openai-compatible:{server.Endpoint}#instant", "--api-key-env", "TICKETS_KEY", "--json"],
            new Dictionary<string, string> { ["TICKETS_KEY"] = "sk-marker-of-this-test" });

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.All(server.Authorizations, header => Assert.Equal("Bearer sk-marker-of-this-test", header));
        Assert.DoesNotContain("sk-marker", finished.ToString(), StringComparison.Ordinal);
        foreach (string file in Directory.EnumerateFiles(folder.Path, "llmnb.db*"))
        {
            Assert.DoesNotContain("sk-marker", await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Samples_without_a_target_are_missing_and_the_reason_is_printed()
    {
        using TemporaryFolder folder = new();
        await using ChatServer server = await ChatServer.StartAsync(_ => "yes");
        await File.WriteAllLinesAsync(folder.File("data.jsonl"), ["""{"id":"a","input":"one"}""", """{"id":"b","input":"two","target":"yes"}"""], TestContext.Current.CancellationToken);

        Finished finished = await CommandLine.RunAsync("evaluate", "--dataset", folder.File("data.jsonl"), "--model", $"openai-compatible:{server.Endpoint}#instant", "--store", folder.File("runs.db"));

        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("1 × the sample has no target", finished.Output, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> EvaluateAsync(TemporaryFolder folder, ChatServer server, int samples, params string[] more) =>
        await CommandLine.JsonAsync(["evaluate", "--dataset", await WriteDatasetAsync(folder, samples), "--model", $"openai-compatible:{server.Endpoint}#instant", "--store", folder.File("runs.db"), .. more]);

    private static async Task<string> WriteDatasetAsync(TemporaryFolder folder, int samples)
    {
        string path = folder.File("data.jsonl");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, samples).Select(i => $$"""{"id":"s{{i}}","input":"Is this number {{i}}","target":"yes","category":"c"}"""));
        return path;
    }
}
