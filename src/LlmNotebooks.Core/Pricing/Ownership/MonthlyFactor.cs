using System.Numerics;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What a factor per year is per month.</summary>
internal static class MonthlyFactor
{
    private const int Months = 12;
    private const int IterationLimit = 1_000;

    /// <summary>The twelfth root, as exact as the type.</summary>
    /// <param name="perYear">Above 0.</param>
    /// <remarks>
    /// Newton for x¹² = v from (v + 11)/12, which is never below the root: it falls towards it, and where it falls no more it is there. Only the four operations, so the same on every machine.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public static T Of<T>(T perYear)
        where T : struct, IFloatingPoint<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perYear);
        T months = T.CreateChecked(Months), root = (perYear + months - T.One) / months;
        for (int i = 0; i < IterationLimit; i++)
        {
            T square = root * root, fourth = square * square, eleventh = fourth * fourth * square * root;
            T next = root - (((eleventh * root) - perYear) / (months * eleventh));
            if (next >= root) { return root; }
            root = next;
        }

        throw new InvalidOperationException($"The twelfth root of {perYear} was not found in {IterationLimit} steps.");
    }
}
