using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>One judgement of two against each other.</summary>
/// <param name="Left">Name of the one.</param>
/// <param name="Right">Name of the other.</param>
/// <param name="Winner">Who won.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PairwiseJudgement(string Left, string Right, PairwiseWinner Winner);
