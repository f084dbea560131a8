namespace LlmNotebooks.Metrics.Text;

/// <summary>Rows of the table of common subsequences with one candidate, a bit a column.</summary>
internal sealed class SubsequenceRows
{
    private readonly int[] _first;
    private readonly int[] _next;
    private readonly ulong[] _mask;
    private readonly Dictionary<int, ulong[]> _frequent = [];

    /// <summary>Rows over a candidate.</summary>
    /// <param name="candidate">Token ids.</param>
    /// <param name="places">A place for each id, all −1; those of the candidate are then set.</param>
    public SubsequenceRows(ReadOnlySpan<int> candidate, Span<int> places)
    {
        _mask = new ulong[(candidate.Length + 63) / 64];
        _next = new int[candidate.Length];
        _first = new int[places.Length];
        int[] counts = new int[places.Length];
        // The first place of each token, and from each place the next of the same token.
        for (int j = candidate.Length - 1; j >= 0; j--)
        {
            int id = candidate[j];
            _next[j] = places[id];
            places[id] = j;
            if (++counts[id] == _mask.Length + 1) { _frequent.Add(id, new ulong[_mask.Length]); }
        }

        places.CopyTo(_first);
        // What is there more often than a row has words keeps its mask; there are at most 64 such tokens.
        foreach ((int id, ulong[] mask) in _frequent)
        {
            for (int j = _first[id]; j >= 0; j = _next[j]) { mask[j >> 6] |= 1UL << j; }
        }
    }

    /// <summary>The row above all.</summary>
    public ulong[] First()
    {
        ulong[] row = new ulong[_mask.Length];
        row.AsSpan().Fill(ulong.MaxValue);
        return row;
    }

    /// <summary>Makes a row the next one, that of a token of the reference.</summary>
    public void Advance(ulong[] row, int token)
    {
        int place = _first[token];
        if (place < 0) { return; }
        byte carry = 0;
        if (_frequent.TryGetValue(token, out ulong[]? frequent))
        {
            for (int w = place >> 6; w < row.Length; w++) { row[w] = CommonSubsequence.Next(row[w], frequent[w], ref carry); }
            return;
        }

        for (int j = place; j >= 0; j = _next[j]) { _mask[j >> 6] |= 1UL << j; }
        for (int w = place >> 6; w < row.Length; w++)
        {
            row[w] = CommonSubsequence.Next(row[w], _mask[w], ref carry);
            _mask[w] = 0;
        }
    }
}
