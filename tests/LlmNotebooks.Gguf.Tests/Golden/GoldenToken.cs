using System.Text.Json.Serialization;

namespace LlmNotebooks.Gguf.Tests.Golden;

/// <summary>A token and its log-probability as llama-server reported it.</summary>
internal sealed record GoldenToken(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("logprob")] double LogProbability);
