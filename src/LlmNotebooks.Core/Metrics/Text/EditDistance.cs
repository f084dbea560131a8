using System.Buffers;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Levenshtein's distance, 64 places at a time in the bits of a word.</summary>
/// <remarks>Myers (1999), JACM 46:395–415, in the form of Hyyrö (2003): a block of 64 places of the shorter sequence after the other, each over the whole of the longer one.</remarks>
internal static class EditDistance
{
    /// <summary>Fewest insertions, deletions and replacements that make one of the other.</summary>
    /// <param name="a">Ids.</param>
    /// <param name="b">Ids of the same numbering.</param>
    /// <param name="distinct">All ids are below this.</param>
    public static int Between(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int distinct)
    {
        int same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        if (a.Length < b.Length)
        {
            ReadOnlySpan<int> longer = b;
            b = a;
            a = longer;
        }

        if (b.IsEmpty) { return a.Length; }
        ulong[] masks = ArrayPool<ulong>.Shared.Rent(distinct);
        sbyte[] steps = ArrayPool<sbyte>.Shared.Rent(a.Length);
        masks.AsSpan(0, distinct).Clear();
        // Along the upper edge the distance grows by one a place.
        steps.AsSpan(0, a.Length).Fill(1);
        for (int start = 0; start < b.Length; start += 64)
        {
            ReadOnlySpan<int> block = b.Slice(start, Math.Min(64, b.Length - start));
            for (int i = 0; i < block.Length; i++) { masks[block[i]] |= 1UL << i; }
            Block(a, masks, steps, block.Length - 1);
            foreach (int id in block) { masks[id] = 0; }
        }

        int distance = b.Length;
        foreach (sbyte step in steps.AsSpan(0, a.Length)) { distance += step; }
        ArrayPool<ulong>.Shared.Return(masks);
        ArrayPool<sbyte>.Shared.Return(steps);
        return distance;
    }

    // Turns the steps along the block's upper edge into those along the row of its last place.
    private static void Block(ReadOnlySpan<int> a, ulong[] masks, sbyte[] steps, int last)
    {
        ulong up = ulong.MaxValue, down = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int step = steps[i];
            ulong equal = masks[a[i]];
            ulong vertical = equal | down;
            if (step < 0) { equal |= 1; }
            ulong horizontal = (((equal & up) + up) ^ up) | equal;
            ulong plus = down | ~(horizontal | up);
            ulong minus = up & horizontal;
            steps[i] = (sbyte)((int)((plus >> last) & 1) - (int)((minus >> last) & 1));
            plus <<= 1;
            minus <<= 1;
            if (step < 0) { minus |= 1; }
            else if (step > 0) { plus |= 1; }
            up = minus | ~(vertical | plus);
            down = plus & vertical;
        }
    }
}
