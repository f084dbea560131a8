namespace LlmNotebooks.Statistics;

/// <summary>Outcome of the sign test.</summary>
/// <param name="Above">Differences above 0.</param>
/// <param name="Below">Differences below 0.</param>
/// <param name="P">Two-sided p-value, in [0, 1].</param>
/// <param name="PGreater">One-sided p-value for differences above 0.</param>
/// <param name="PLess">One-sided p-value for differences below 0.</param>
public sealed record SignTestResult(int Above, int Below, double P, double PGreater, double PLess);
