using System.Buffers;
using System.Numerics;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Longest common subsequences, 64 places at a time in the bits of a word.</summary>
/// <remarks>Hyyrö (2004), "Bit-parallel LCS-length computation revisited", AWOCA. Bit j of a row is 0 where the length grows from column j to j + 1.</remarks>
internal static class CommonSubsequence
{
    // Rows between two that are kept; the others are made again when the way back is sought.
    private const int Band = 256;

    /// <summary>Length of the longest common subsequence.</summary>
    /// <param name="a">Token ids.</param>
    /// <param name="b">Token ids of the same numbering.</param>
    /// <param name="distinct">All ids are below this.</param>
    public static int Length(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int distinct)
    {
        if (a.Length < b.Length)
        {
            ReadOnlySpan<int> longer = b;
            b = a;
            a = longer;
        }

        // A block of the shorter after the other, over the whole of the longer; what a block carries to the next is one bit a place.
        ulong[] masks = ArrayPool<ulong>.Shared.Rent(distinct);
        byte[] carries = ArrayPool<byte>.Shared.Rent(a.Length);
        masks.AsSpan(0, distinct).Clear();
        carries.AsSpan(0, a.Length).Clear();
        int length = 0;
        for (int start = 0; start < b.Length; start += 64)
        {
            ReadOnlySpan<int> block = b.Slice(start, Math.Min(64, b.Length - start));
            for (int i = 0; i < block.Length; i++) { masks[block[i]] |= 1UL << i; }
            ulong row = ulong.MaxValue;
            for (int i = 0; i < a.Length; i++) { row = Next(row, masks[a[i]], ref carries[i]); }
            length += block.Length - BitOperations.PopCount(block.Length == 64 ? row : row & ((1UL << block.Length) - 1));
            foreach (int id in block) { masks[id] = 0; }
        }

        ArrayPool<ulong>.Shared.Return(masks);
        ArrayPool<byte>.Shared.Return(carries);
        return length;
    }

    /// <summary>Marks the places of the reference that one longest common subsequence takes: the one that rouge_score finds.</summary>
    /// <param name="reference">Token ids.</param>
    /// <param name="candidate">Token ids of the same numbering.</param>
    /// <param name="places">A place for each id, all −1 before and after.</param>
    /// <param name="marks">One place for each token of the reference; those of the subsequence are set, the others left as they are.</param>
    /// <remarks>On the way back from both ends, a step goes back in the candidate only where the length there is greater than one back in the reference.</remarks>
    public static void Mark(ReadOnlySpan<int> reference, ReadOnlySpan<int> candidate, Span<int> places, Span<bool> marks)
    {
        if (reference.IsEmpty || candidate.IsEmpty) { return; }
        int words = (candidate.Length + 63) / 64;
        // The first place of each token in the candidate, and from each place the next of the same token.
        int[] next = new int[candidate.Length];
        for (int j = candidate.Length - 1; j >= 0; j--)
        {
            next[j] = places[candidate[j]];
            places[candidate[j]] = j;
        }

        ulong[] mask = new ulong[words];
        ulong[] row = new ulong[words];
        row.AsSpan().Fill(ulong.MaxValue);
        List<ulong[]> kept = [[.. row]];
        for (int i = 0; i < reference.Length; i++)
        {
            Advance(row, mask, next, places[reference[i]]);
            if ((i + 1) % Band == 0) { kept.Add([.. row]); }
        }

        ulong[][] band = new ulong[Math.Min(Band, reference.Length) + 1][];
        int bandStart = int.MaxValue;
        for (int i = reference.Length, j = candidate.Length; i > 0 && j > 0;)
        {
            if (i - 1 < bandStart)
            {
                bandStart = (i - 1) / Band * Band;
                band[0] = kept[bandStart / Band];
                for (int k = bandStart; k < i; k++)
                {
                    ulong[] made = [.. band[k - bandStart]];
                    Advance(made, mask, next, places[reference[k]]);
                    band[k - bandStart + 1] = made;
                }
            }

            if (reference[i - 1] == candidate[j - 1])
            {
                marks[--i] = true;
                j--;
            }
            else if (Grown(band[i - bandStart], j - 1) > Grown(band[i - 1 - bandStart], j)) { j--; }
            else { i--; }
        }

        foreach (int id in candidate) { places[id] = -1; }
    }

    private static void Advance(ulong[] row, ulong[] mask, int[] next, int place)
    {
        if (place < 0) { return; }
        for (int j = place; j >= 0; j = next[j]) { mask[j >> 6] |= 1UL << j; }
        byte carry = 0;
        for (int w = place >> 6; w < row.Length; w++)
        {
            row[w] = Next(row[w], mask[w], ref carry);
            mask[w] = 0;
        }
    }

    private static ulong Next(ulong row, ulong mask, ref byte carry)
    {
        ulong common = row & mask;
        ulong sum = row + common;
        ulong total = sum + carry;
        carry = sum < row || total < sum ? (byte)1 : (byte)0;
        return total | (row & ~mask);
    }

    // The length over the first so many columns: the zeros among their bits.
    private static int Grown(ulong[] row, int columns)
    {
        int grown = columns;
        for (int w = 0; w < columns >> 6; w++) { grown -= BitOperations.PopCount(row[w]); }
        int rest = columns & 63;
        return rest == 0 ? grown : grown - BitOperations.PopCount(row[columns >> 6] & ((1UL << rest) - 1));
    }
}
