namespace LlmNotebooks.Charts;

/// <summary>Running totals of payments.</summary>
internal static class CashSums
{
    /// <summary>What is paid by the end of each month; null from the first payment on whose amount is missing.</summary>
    /// <param name="months">The months, rising.</param>
    /// <param name="payments">Payments in any order; one of an unknown month makes every sum unknown.</param>
    public static double?[] Of(IReadOnlyList<double> months, IReadOnlyCollection<(double? Month, double? Cost)> payments)
    {
        if (payments.Any(p => p.Month is null)) { return new double?[months.Count]; }
        ILookup<double, double?> paid = payments.ToLookup(p => p.Month!.Value, p => p.Cost);
        double?[] sums = new double?[months.Count];
        double? sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            // A null amount makes the sum null, and it stays so.
            foreach (double? cost in paid[months[i]]) { sum += cost; }
            sums[i] = sum;
        }

        return sums;
    }
}
