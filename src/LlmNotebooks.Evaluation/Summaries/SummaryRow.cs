using System.Runtime.InteropServices;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>What summaries need of one answer.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SummaryRow(int Sample, double LatencyMs, double? FirstTokenMs, long? InputTokens, long? OutputTokens, string? ErrorType, string? Retried);
