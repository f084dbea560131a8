namespace LlmNotebooks.Statistics;

/// <summary>What one test says of the difference of two models on the same items.</summary>
/// <param name="Test">Which test.</param>
/// <param name="Units">What it counts as independent: <c>clusters</c> or <c>items</c>.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Difference">Mean of the first minus mean of the second, over items; null for tests that estimate no mean.</param>
/// <param name="Interval">Of <paramref name="Difference"/>; null where the test has none.</param>
/// <param name="P">Two-sided p-value; null where the test has none.</param>
/// <param name="Note">What the test takes for granted, or why something of it is missing.</param>
public sealed record PairedTest(string Test, string Units, int Count, double? Difference, Interval? Interval, double? P, string Note);
