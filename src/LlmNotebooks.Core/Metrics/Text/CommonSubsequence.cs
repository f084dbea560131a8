using System.Buffers;
using System.Numerics;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Longest common subsequences, 64 places at a time in the bits of a word.</summary>
/// <remarks>Hyyrö (2004), "Bit-parallel LCS-length computation revisited", AWOCA. Bit j of a row is 0 where the length grows from column j to j + 1.</remarks>
internal static class CommonSubsequence
{
    /// <summary>Rows between two that are kept; the others are made again when the way back is sought.</summary>
    public const int Band = 256;

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
        SubsequenceRows rows = new(candidate, places);
        ulong[] row = rows.First();
        List<ulong[]> kept = [[.. row]];
        for (int i = 0; i < reference.Length; i++)
        {
            rows.Advance(row, reference[i]);
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
                    rows.Advance(made, reference[k]);
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

    /// <summary>The same for at most 64 tokens of the candidate and 256 of the reference, where a row is one word and all rows are kept.</summary>
    public static void MarkShort(ReadOnlySpan<int> reference, ReadOnlySpan<int> candidate, Span<int> places, Span<bool> marks)
    {
        Span<ulong> masks = stackalloc ulong[64], rows = stackalloc ulong[Band + 1];
        int kinds = 0;
        for (int j = 0; j < candidate.Length; j++)
        {
            ref int place = ref places[candidate[j]];
            if (place < 0)
            {
                place = kinds;
                masks[kinds++] = 0;
            }

            masks[place] |= 1UL << j;
        }

        rows[0] = ulong.MaxValue;
        for (int k = 0; k < reference.Length; k++)
        {
            byte carry = 0;
            rows[k + 1] = places[reference[k]] is >= 0 and var place ? Next(rows[k], masks[place], ref carry) : rows[k];
        }

        int i = reference.Length;
        for (int j = candidate.Length; i > 0 && j > 0;)
        {
            if (reference[i - 1] == candidate[j - 1])
            {
                marks[--i] = true;
                j--;
            }
            else if (Grown(rows[i], j - 1) > Grown(rows[i - 1], j)) { j--; }
            else { i--; }
        }

        foreach (int id in candidate) { places[id] = -1; }
    }

    /// <summary>One word of the next row.</summary>
    public static ulong Next(ulong row, ulong mask, ref byte carry)
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

    private static int Grown(ulong row, int columns) => columns - BitOperations.PopCount(columns == 64 ? row : row & ((1UL << columns) - 1));
}
