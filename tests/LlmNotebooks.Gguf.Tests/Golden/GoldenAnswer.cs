using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmNotebooks.Gguf.Tests.Golden;

/// <summary>One row of llama-cpp-answers.jsonl: what llama-server (llama.cpp of Debian sid, libllama 0.7.0, ggml 0.27.0, CPU) answered greedily.</summary>
internal sealed record GoldenAnswer(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("templated")] string Templated,
    [property: JsonPropertyName("prompt_ids")] int[] PromptIds,
    [property: JsonPropertyName("text")] string Text,
    [property: JsonPropertyName("ids")] int[] Ids,
    [property: JsonPropertyName("first_top5")] GoldenToken[] First,
    [property: JsonPropertyName("later_index")] int LaterIndex,
    [property: JsonPropertyName("later_top5")] GoldenToken[] Later)
{
    private static readonly Lazy<GoldenAnswer[]> Rows = new(() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "LlmNotebooks.Gguf.Tests", "Golden", "llama-cpp-answers.jsonl"))
            .Select(line => JsonSerializer.Deserialize<GoldenAnswer>(line)!)]);

    public static GoldenAnswer[] Of(string model) => [.. Rows.Value.Where(row => row.Model == model)];
}
