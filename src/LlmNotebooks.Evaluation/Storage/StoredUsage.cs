using System.Runtime.InteropServices;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What a stored answer says of its cost.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StoredUsage(int Candidate, int Sample, long? InputTokens, long? OutputTokens, bool IsUnbilled, int BilledFailures)
{
    public static StoredUsage Of(int candidate, int sample, long? inputTokens, long? outputTokens, string? errorType, string? retried) => new(
        candidate, sample, inputTokens, outputTokens,
        errorType is not null && CallFailure.IsUnbilledType(errorType),
        retried is null ? 0 : retried.Split(',').Count(type => !CallFailure.IsUnbilledType(type)));
}
