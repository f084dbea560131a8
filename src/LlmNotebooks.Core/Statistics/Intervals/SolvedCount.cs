using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>How often an item was solved.</summary>
/// <param name="Item">Identifies the item.</param>
/// <param name="Samples">n, attempts, at least 0.</param>
/// <param name="Correct">c, those that solved it, from 0 to n.</param>
/// <param name="Cluster">Groups items that are not independent; null: the item is its own cluster.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SolvedCount(string Item, int Samples, int Correct, string? Cluster = null);
