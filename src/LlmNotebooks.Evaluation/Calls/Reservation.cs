using System.Runtime.InteropServices;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>The most that an attempt can use, set aside while it is under way.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Reservation(int Candidate, long InputTokens, long OutputTokens, decimal CostUsd)
{
    public long Tokens => InputTokens + OutputTokens;
}
