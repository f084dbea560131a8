using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>A number that a rater (person, judge model) gave to a unit.</summary>
/// <param name="Unit">What was rated.</param>
/// <param name="Rater">Who rated it; rates a unit at most once.</param>
/// <param name="Value">The rating; null or NaN where missing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Rating(string Unit, string Rater, double? Value);
