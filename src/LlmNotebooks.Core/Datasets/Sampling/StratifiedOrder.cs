namespace LlmNotebooks.Datasets.Sampling;

/// <summary>An order of units in which every beginning has its share of every stratum.</summary>
internal static class StratifiedOrder
{
    /// <summary>Merges strata so that among the first t of N units, a stratum of p units has ⌊t·p/N⌋ or ⌈t·p/N⌉.</summary>
    /// <param name="strata">The units of each stratum in the order in which they are taken, the strata in an order of their own.</param>
    /// <remarks>
    /// That is an apportionment that stays within the quota and never takes a unit back when the total grows (Balinski and Young 1975, "The quota method of
    /// apportionment", Am. Math. Monthly 82:701–730); the method of largest remainders is not monotone. Unit j of a stratum must stand at one of the
    /// places ⌊(j−1)·N/p⌋+1 … ⌈j·N/p⌉, and taking the earliest deadline first meets them all (Baruah, Cohen, Plaxton and Varvel 1996, "Proportionate progress", Algorithmica 15:600–625).
    /// </remarks>
    public static IEnumerable<T> Merge<T>(IReadOnlyList<IReadOnlyList<T>> strata)
    {
        long total = strata.Sum(stratum => (long)stratum.Count);
        PriorityQueue<int, (long Release, int Stratum)> waiting = new();
        PriorityQueue<int, (long Deadline, int Stratum)> ready = new();
        int[] taken = new int[strata.Count];
        for (int i = 0; i < strata.Count; i++)
        {
            if (strata[i].Count > 0) { waiting.Enqueue(i, (1, i)); }
        }

        for (long place = 1; place <= total; place++)
        {
            while (waiting.TryPeek(out int released, out (long Release, int) first) && first.Release <= place)
            {
                waiting.Dequeue();
                ready.Enqueue(released, (CeilingDivide((taken[released] + 1L) * total, strata[released].Count), released));
            }

            int stratum = ready.Dequeue();
            yield return strata[stratum][taken[stratum]++];
            if (taken[stratum] < strata[stratum].Count) { waiting.Enqueue(stratum, ((taken[stratum] * total / strata[stratum].Count) + 1, stratum)); }
        }
    }

    private static long CeilingDivide(long a, long b) => (a + b - 1) / b;
}
