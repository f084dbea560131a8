namespace LlmNotebooks.Statistics;

/// <summary>p-values adjusted for how many hypotheses are tested: each is compared with the level as it is.</summary>
/// <remarks>Adjusted values come in the order of the input, are at least the raw ones, and equal p-values stay equal. No value may be missing: a test that was not made is left out by the caller, who knows why.</remarks>
public static class MultipleComparisons
{
    /// <summary>Bonferroni: the family-wise error rate, under any dependence; the plainest and the most conservative.</summary>
    /// <param name="p">p-values, each in [0, 1].</param>
    /// <returns>min(1, m·p).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not in [0, 1], or NaN.</exception>
    public static double[] Bonferroni(ReadOnlySpan<double> p)
    {
        Require(p);
        double[] adjusted = new double[p.Length];
        for (int i = 0; i < adjusted.Length; i++) { adjusted[i] = Math.Min(1, p.Length * p[i]); }
        return adjusted;
    }

    /// <summary>Holm: the family-wise error rate, under any dependence; never larger than Bonferroni's.</summary>
    /// <param name="p">p-values, each in [0, 1].</param>
    /// <returns>Of the i-th smallest, from 1: max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎).</returns>
    /// <remarks>Holm (1979), Scandinavian Journal of Statistics 6:65–70.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not in [0, 1], or NaN.</exception>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        int[] order = Ascending(p);
        double[] adjusted = new double[p.Length];
        double largest = 0;
        for (int i = 0; i < order.Length; i++)
        {
            largest = Math.Max(largest, Math.Min(1, (p.Length - i) * p[order[i]]));
            adjusted[order[i]] = largest;
        }

        return adjusted;
    }

    /// <summary>Benjamini–Hochberg: the false discovery rate, for independent or positively dependent tests; never larger than Holm's.</summary>
    /// <param name="p">p-values, each in [0, 1].</param>
    /// <returns>Of the i-th smallest, from 1: min over j ≥ i of min(1, m·p₍ⱼ₎/j).</returns>
    /// <remarks>Benjamini and Hochberg (1995), JRSS B 57:289–300.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not in [0, 1], or NaN.</exception>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> p)
    {
        int[] order = Ascending(p);
        double[] adjusted = new double[p.Length];
        double smallest = 1;
        for (int i = order.Length - 1; i >= 0; i--)
        {
            // At the last m/j is 1, and a product divided by what it was multiplied with may not fall below p.
            smallest = Math.Min(smallest, Math.Max(p[order[i]], p.Length * p[order[i]] / (i + 1)));
            adjusted[order[i]] = smallest;
        }

        return adjusted;
    }

    private static int[] Ascending(ReadOnlySpan<double> p)
    {
        Require(p);
        double[] sorted = p.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length)];
        Array.Sort(sorted, order);
        return order;
    }

    private static void Require(ReadOnlySpan<double> p)
    {
        for (int i = 0; i < p.Length; i++)
        {
            if (p[i] is not (>= 0 and <= 1)) { throw new ArgumentOutOfRangeException(nameof(p), p[i], $"p-value {i} must be in [0, 1]; leave tests out that have none."); }
        }
    }
}
