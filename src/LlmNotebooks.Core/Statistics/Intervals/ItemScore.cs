using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>One observation: an item's score at one repetition, wherever it came from.</summary>
/// <param name="Item">Identifies the item (sample). Comparisons pair by it; repetitions repeat it.</param>
/// <param name="Score">The score; null or NaN where missing.</param>
/// <param name="Cluster">Groups items that are not independent (paraphrases, one document); null: the item is its own cluster.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ItemScore(string Item, double? Score, string? Cluster = null);
