using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class AskTests
{
    // Row sorting-001-0 and arithmetic-001-0 of the answers recorded from llama-server (tests/LlmNotebooks.Gguf.Tests/Golden).
    [Theory]
    [InlineData("skills-pico-f16")]
    [InlineData("skills-micro-f16")]
    public async Task The_answer_is_the_one_recorded_from_llama_cpp(string model)
    {
        JsonElement row = Recorded(model, "arithmetic-001-0");

        JsonElement answer = await CommandLine.JsonAsync("ask", "--model", CommandLine.Model(model), row.GetProperty("prompt").GetString()!, "--logprobs", "5");

        Assert.Equal(Ids(row, "prompt_ids"), Ids(answer, "prompt_ids"));
        Assert.Equal(Ids(row, "ids"), Ids(answer, "ids"));
        Assert.Equal(row.GetProperty("text").GetString(), answer.GetProperty("text").GetString());
        Assert.Equal("stop", answer.GetProperty("finish_reason").GetString());
        Assert.Equal(row.GetProperty("prompt_ids").GetArrayLength(), answer.GetProperty("usage").GetProperty("input_tokens").GetInt32());
        JsonElement first = answer.GetProperty("logprobs")[0];
        Assert.Equal(row.GetProperty("first_top5")[0].GetProperty("logprob").GetDouble(), first.GetProperty("top")[0].GetProperty("logprob").GetDouble(), tolerance: 0.02);
        Assert.Equal(5, first.GetProperty("top").GetArrayLength());
    }

    [Fact]
    public async Task A_service_is_asked_as_a_file_is()
    {
        await using ChatServer server = await ChatServer.StartAsync(prompt => $"{prompt}!");
        string model = $"openai-compatible:{server.Endpoint}#m";

        Finished said = await CommandLine.RunAsync("ask", "--model", model, "Hello");
        JsonElement answer = await CommandLine.JsonAsync("ask", "--model", $"named={model}", "Hello there");
        Finished raw = await CommandLine.RunAsync("ask", "--model", model, "--raw", "Hello");

        Assert.Equal("Hello!" + Environment.NewLine, said.Output);
        Assert.Equal(("Hello there!", "stop", 2, 2), (answer.GetProperty("text").GetString(), answer.GetProperty("finish_reason").GetString(), answer.GetProperty("usage").GetProperty("input_tokens").GetInt32(), answer.GetProperty("usage").GetProperty("output_tokens").GetInt32()));
        Assert.Equal((2, true), (raw.ExitCode, raw.Error.Contains("--raw and --logprobs are of model files", StringComparison.Ordinal)));
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Raw_text_is_sent_without_the_template()
    {
        JsonElement row = Recorded("skills-pico-f16", "arithmetic-001-0");

        JsonElement answer = await CommandLine.JsonAsync("ask", "--model", CommandLine.Model("skills-pico-f16"), "--raw", row.GetProperty("templated").GetString()!);

        Assert.Equal(Ids(row, "prompt_ids"), Ids(answer, "prompt_ids"));
        Assert.Equal(row.GetProperty("text").GetString(), answer.GetProperty("text").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("logprobs").ValueKind);
    }

    [Fact]
    public async Task A_seed_repeats_the_draw()
    {
        string[] ask = ["ask", "--model", CommandLine.Model("skills-pico-f16"), "What is 91 - 35?", "--temperature", "5", "--max-tokens", "20"];

        string[] answers = [.. await Task.WhenAll(new[] { "1", "1", "2", "3", "4" }.Select(async seed => (await CommandLine.JsonAsync([.. ask, "--seed", seed])).GetProperty("text").GetString()!))];

        Assert.Equal(answers[0], answers[1]);
        Assert.True(answers.Distinct().Count() > 1, string.Join(" | ", answers));
    }

    [Fact]
    public async Task A_file_that_is_no_model_is_an_error_that_says_why()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("broken.gguf");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(CommandLine.Model("skills-pico-f16"), TestContext.Current.CancellationToken))[..5000], TestContext.Current.CancellationToken);

        Finished ask = await CommandLine.RunAsync("ask", "--model", file, "hello");
        Finished models = await CommandLine.RunAsync("models", file, CommandLine.Model("skills-pico-f16"));

        Assert.Equal(1, ask.ExitCode);
        Assert.StartsWith("llmnb: ", ask.Error, StringComparison.Ordinal);
        Assert.Equal(1, models.ExitCode);
        Assert.Contains("broken.gguf", models.Error, StringComparison.Ordinal);
        Assert.Contains("skills-pico-f16.gguf", models.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_lists_every_shipped_file()
    {
        JsonElement models = await CommandLine.JsonAsync("models", Repository.PathOf("data", "models"));

        // data/models/CARD.md, table of models, column params.
        Assert.Equal(6, models.GetArrayLength());
        JsonElement pico = models.EnumerateArray().Single(model => model.GetProperty("file").GetString()!.Contains("pico", StringComparison.Ordinal)).GetProperty("facts");
        Assert.Equal(92_736, pico.GetProperty("parameters").GetInt64());
        Assert.Equal(512, pico.GetProperty("context_length").GetInt32());
    }

    private static JsonElement Recorded(string model, string id)
    {
        string line = File.ReadLines(Repository.PathOf("tests", "LlmNotebooks.Gguf.Tests", "Golden", "llama-cpp-answers.jsonl"))
            .First(line => line.Contains($"\"{model}.gguf\"", StringComparison.Ordinal) && line.Contains($"\"{id}\"", StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }

    private static int[] Ids(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
