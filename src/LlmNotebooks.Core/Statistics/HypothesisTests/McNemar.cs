namespace LlmNotebooks.Statistics;

/// <summary>McNemar's test: whether two success rates of the same items differ.</summary>
/// <remarks>McNemar (1947), Psychometrika 12:153–157. Only discordant pairs, in which one succeeds, tell the two apart.</remarks>
public static class McNemar
{
    /// <summary>The test of a table of counts.</summary>
    /// <param name="both">Pairs in which both succeed, at least 0.</param>
    /// <param name="onlyFirst">b: pairs in which only the first succeeds, at least 0.</param>
    /// <param name="onlySecond">c: pairs in which only the second succeeds, at least 0.</param>
    /// <param name="neither">Pairs in which neither succeeds, at least 0.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, or <paramref name="confidence"/> is out of range.</exception>
    /// <exception cref="ArgumentException">There is no pair.</exception>
    public static McNemarResult Test(int both, int onlyFirst, int onlySecond, int neither, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(both);
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        ArgumentOutOfRangeException.ThrowIfNegative(neither);
        Distribution.ValidConfidence(confidence);
        long count = (long)both + onlyFirst + onlySecond + neither, discordant = (long)onlyFirst + onlySecond, fewer = Math.Min(onlyFirst, onlySecond);
        if (count is 0 or > int.MaxValue) { throw new ArgumentException($"There are {count} pairs; the test takes from 1 to {int.MaxValue}.", nameof(both)); }
        double exact = onlyFirst == onlySecond ? 1 : Math.Min(1, 2 * BinomialHalf.AtMost(fewer, discordant));
        double observed = BinomialHalf.Probability(fewer, discordant);
        McNemarResult result = new()
        {
            Both = both,
            OnlyFirst = onlyFirst,
            OnlySecond = onlySecond,
            Neither = neither,
            PExact = exact,
            PMid = discordant == 0 ? 1 : onlyFirst == onlySecond ? 1 - (observed / 2) : exact - observed,
            Confidence = confidence,
            Interval = Newcombe(both, onlyFirst, onlySecond, neither, (int)count, confidence),
        };
        if (discordant == 0) { return result; }
        double distance = Math.Abs((double)onlyFirst - onlySecond), root = Math.Sqrt(discordant), z = distance / root, corrected = Math.Max(0, distance - 1) / root;
        return result with
        {
            ChiSquare = z * z,
            PChiSquare = Distribution.NormalTwoSidedP(z),
            ChiSquareCorrected = corrected * corrected,
            PChiSquareCorrected = Distribution.NormalTwoSidedP(corrected),
        };
    }

    /// <summary>The test of paired outcomes.</summary>
    /// <param name="a">At least one outcome: 1 for a success and 0 for a failure.</param>
    /// <param name="b">As many, in the same order of items.</param>
    /// <param name="confidence">Level of the interval, in (0, 1).</param>
    /// <exception cref="ArgumentException">Lengths differ, there is no pair, or a value is neither 0 nor 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is out of range.</exception>
    public static McNemarResult Paired(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double confidence = 0.95)
    {
        FiniteValues.RequirePairs(a, b, 1, nameof(a), nameof(b));
        Span<int> table = stackalloc int[4];
        for (int i = 0; i < a.Length; i++) { table[(2 * Failure(a[i], i, nameof(a))) + Failure(b[i], i, nameof(b))]++; }
        return Test(table[0], table[1], table[2], table[3], confidence);
    }

    private static int Failure(double outcome, int position, string name) => outcome switch
    {
        1 => 0,
        0 => 1,
        _ => throw new ArgumentException(FormattableString.Invariant($"Value {position} is {outcome}; an outcome is 1 or 0."), name),
    };

    /// <summary>Score intervals of the two rates, put together with their correlation φ, which is corrected for continuity where positive.</summary>
    private static Interval Newcombe(int both, int onlyFirst, int onlySecond, int neither, int count, double confidence)
    {
        int first = both + onlyFirst, second = both + onlySecond;
        double p1 = (double)first / count, p2 = (double)second / count;
        Interval one = Proportion.Wilson(first, count, confidence), two = Proportion.Wilson(second, count, confidence);
        double product = ((double)both * neither) - ((double)onlyFirst * onlySecond);
        double margins = Math.Sqrt((double)first * (count - first)) * Math.Sqrt((double)second * (count - second));
        double phi = margins > 0 ? (product > 0 ? Math.Max(0, product - (count / 2.0)) : product) / margins : 0;
        double lower = Distance(p1 - one.Lower, two.Upper - p2, phi), upper = Distance(one.Upper - p1, p2 - two.Lower, phi);
        return new Interval(Math.Max(-1, p1 - p2 - lower), Math.Min(1, p1 - p2 + upper));
    }

    private static double Distance(double x, double y, double phi) => Math.Sqrt(Math.Max(0, (x * x) - (2 * phi * x * y) + (y * y)));
}
