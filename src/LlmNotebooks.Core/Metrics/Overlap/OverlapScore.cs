using System.Runtime.InteropServices;

namespace LlmNotebooks.Metrics;

/// <summary>How much of two texts overlaps.</summary>
/// <param name="Precision">Share of the candidate that the reference has, 0 to 1; 0 where the candidate is empty.</param>
/// <param name="Recall">Share of the reference that the candidate has, 0 to 1; 0 where the reference is empty.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OverlapScore(double Precision, double Recall)
{
    /// <summary>Their harmonic mean, 2pr / (p + r); 0 where both are 0.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    internal static OverlapScore Of(int matches, int candidate, int reference) => new((double)matches / Math.Max(candidate, 1), (double)matches / Math.Max(reference, 1));
}
