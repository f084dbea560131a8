using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>A category that a rater (person, judge model) gave to a unit.</summary>
/// <param name="Unit">What was rated.</param>
/// <param name="Rater">Who rated it; rates a unit at most once.</param>
/// <param name="Category">The category; null where missing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CategoryRating(string Unit, string Rater, string? Category);
