namespace LlmNotebooks.Statistics;

/// <summary>Guards of samples: enough values, all of them finite and of a size whose sums are.</summary>
internal static class FiniteValues
{
    /// <summary>What to say of a finite value that <see cref="HasFiniteSums"/> refuses.</summary>
    public const string Rule = "Sums of values beyond ±1e100 leave the range of numbers: give values in a larger unit.";

    // Sums of cubes stay below the largest double, 1.8e308, for more values than memory holds.
    private const double Largest = 1e100;

    /// <summary>Whether the sums and powers that statistics take of a finite value are finite.</summary>
    public static bool HasFiniteSums(double value) => Math.Abs(value) <= Largest;

    /// <exception cref="ArgumentException">There are fewer values than <paramref name="least"/>, or one is not finite or beyond ±1e100; the message has its position, from 0.</exception>
    public static void Require(ReadOnlySpan<double> values, int least, string name)
    {
        RequireFinite(values, least, name);
        for (int i = 0; i < values.Length; i++)
        {
            if (!HasFiniteSums(values[i])) { throw new ArgumentException(FormattableString.Invariant($"Value {i} is {values[i]}. {Rule}"), name); }
        }
    }

    /// <summary>As <see cref="Require"/>, of what is reckoned from values: differences, statistics of resamples.</summary>
    /// <exception cref="ArgumentException">There are fewer values than <paramref name="least"/>, or one is not finite; the message has its position, from 0.</exception>
    public static void RequireFinite(ReadOnlySpan<double> values, int least, string name)
    {
        if (values.Length < least) { throw new ArgumentException($"There are {values.Length} values; at least {least} are needed.", name); }
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) { throw new ArgumentException(FormattableString.Invariant($"Value {i} is {values[i]}; values are finite."), name); }
        }
    }

    /// <exception cref="ArgumentException">The samples differ in length or are not as <see cref="Require"/> wants them.</exception>
    public static void RequirePairs(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int least, string nameA, string nameB)
    {
        if (a.Length != b.Length) { throw new ArgumentException($"There are {a.Length} and {b.Length} values; pairs need as many.", nameB); }
        Require(a, least, nameA);
        Require(b, least, nameB);
    }

    /// <summary>a − b, pair by pair.</summary>
    public static double[] Differences(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double[] differences = new double[a.Length];
        for (int i = 0; i < differences.Length; i++) { differences[i] = a[i] - b[i]; }
        return differences;
    }
}
