namespace LlmNotebooks.Datasets.Sampling;

/// <summary>Divides whole numbers of units by shares.</summary>
internal static class Apportionment
{
    /// <summary>Shares that mean a whole number come from decimals, so that 0.1 × 30 is 3 and no remainder.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Sizes of the parts of each stratum, by largest remainder: ⌊n·share⌋ or ⌈n·share⌉, and n in all.</summary>
    /// <param name="strata">Sizes of the strata.</param>
    /// <param name="shares">Shares of the parts, summing to 1.</param>
    /// <remarks>The remainder of a part counts on from stratum to stratum: where many strata are small, the part that got too little in one has the better claim in the next.</remarks>
    public static int[][] Divide(IReadOnlyList<int> strata, IReadOnlyList<double> shares)
    {
        double[] owed = new double[shares.Count];
        return [.. strata.Select(size => DivideOne(size, shares, owed))];
    }

    private static int[] DivideOne(int size, IReadOnlyList<double> shares, double[] owed)
    {
        int[] parts = new int[shares.Count];
        bool[] hasRemainder = new bool[shares.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            double exact = size * shares[i];
            parts[i] = (int)Math.Floor(exact + Rounding);
            hasRemainder[i] = exact - parts[i] > Rounding;
            owed[i] += exact - parts[i];
        }

        int left = size - parts.Sum();
        foreach (int i in Enumerable.Range(0, parts.Length).Where(i => hasRemainder[i]).OrderByDescending(i => owed[i]).ThenBy(i => i).Take(left).ToArray())
        {
            parts[i]++;
            owed[i]--;
        }

        return parts;
    }
}
