namespace LlmNotebooks.Statistics;

/// <summary>Outcome of a t test of a difference.</summary>
/// <param name="Difference">Mean of the first minus mean of the second.</param>
/// <param name="Se">Its standard error, more than 0.</param>
/// <param name="T">Difference / standard error.</param>
/// <param name="DegreesOfFreedom">Of Student's t; whole for the paired test.</param>
/// <param name="P">Two-sided p-value, in [0, 1].</param>
/// <param name="Interval">Two-sided interval of the difference.</param>
internal sealed record TTestResult(double Difference, double Se, double T, double DegreesOfFreedom, double P, Interval Interval);
