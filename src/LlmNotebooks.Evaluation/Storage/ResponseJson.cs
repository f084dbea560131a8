using System.Text.Json;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Whole responses as JSON.</summary>
internal static class ResponseJson
{
    public static string Write(ChatResponse response) => JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);

    public static ChatResponse Read(string json) => JsonSerializer.Deserialize<ChatResponse>(json, AIJsonUtilities.DefaultOptions) ?? throw new JsonException("null");
}
