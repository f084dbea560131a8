using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>A score as its two columns say it.</summary>
internal static class StoredScore
{
    public static Score Of(double? value, string? reason) =>
        value is { } number ? Score.Of(number, reason) : Score.Missing(reason ?? "no reason stored");
}
