namespace LlmNotebooks.Statistics;

/// <summary>The exact sign test: whether differences fall on either side of 0 alike.</summary>
internal static class SignTest
{
    /// <summary>Two-sided p-value where all differences lie on one side.</summary>
    /// <param name="differences">n ≥ 1 independent differences, none of them 0.</param>
    /// <returns>In [0, 1]; 0 only where it is less than the smallest double.</returns>
    /// <remarks>min(1, 2 · 2⁻ⁿ). Dixon and Mood (1946), "The statistical sign test", JASA 41:557–566.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no difference.</exception>
    public static double UnanimousP(int differences)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(differences, 1);
        return Math.Min(1, Math.ScaleB(2, -differences));
    }
}
