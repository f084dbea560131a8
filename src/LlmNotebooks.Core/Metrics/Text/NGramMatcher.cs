using System.Numerics;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Counts the n-grams that two texts share, by order, in time linear in their length.</summary>
/// <remarks>
/// An n-gram is told by the id of its first n − 1 tokens and the id of its last one, so each order is built from the one before, exactly and without looking at tokens again.
/// Only what the candidate has is numbered; a place of a reference whose beginning the candidate does not have is passed over.
/// </remarks>
internal sealed class NGramMatcher
{
    private ulong[] _keys = [];
    private int[] _values = [];
    private int[] _candidate = [];
    private int[] _references = [];
    private int[] _left = [];
    private int[] _seen = [];
    private int[] _most = [];
    private int _mask;
    private int _grams;

    /// <summary>Matches by order of one reference: Σ over the n-grams of min(count in candidate, count in reference).</summary>
    /// <param name="candidate">Token ids.</param>
    /// <param name="reference">Token ids of the same numbering.</param>
    /// <param name="distinct">The candidate was numbered first: its ids are those below this.</param>
    /// <param name="matches">One place for each order from 1 on; is overwritten.</param>
    public void Match(ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, int distinct, Span<int> matches)
    {
        matches.Clear();
        Prepare(candidate, reference.Length, distinct);
        reference.CopyTo(_references);
        for (int order = 1; order <= Math.Min(matches.Length, Math.Min(candidate.Length, reference.Length)); order++)
        {
            if (order > 1) { Number(candidate, order); }
            Count(candidate.Length - order + 1);
            int found = 0;
            for (int i = 0; i + order <= reference.Length; i++)
            {
                int gram = Find(i, reference, order, 0);
                if (gram >= 0 && _left[gram] > 0)
                {
                    _left[gram]--;
                    found++;
                }
            }

            if (found == 0) { return; }
            matches[order - 1] = found;
        }
    }

    /// <summary>Matches by order of several references, clipped as BLEU has it: Σ min(count in candidate, most in any reference).</summary>
    /// <param name="candidate">Token ids.</param>
    /// <param name="ids">Token ids of all references, one after the other.</param>
    /// <param name="ends">Where each reference ends in <paramref name="ids"/>.</param>
    /// <param name="distinct">The candidate was numbered first: its ids are those below this.</param>
    /// <param name="matches">One place for each order from 1 on; is overwritten.</param>
    public void Clip(ReadOnlySpan<int> candidate, ReadOnlySpan<int> ids, ReadOnlySpan<int> ends, int distinct, Span<int> matches)
    {
        if (ends.Length == 1)
        {
            Match(candidate, ids, distinct, matches);
            return;
        }

        matches.Clear();
        Prepare(candidate, ids.Length, distinct);
        ids.CopyTo(_references);
        for (int order = 1; order <= Math.Min(matches.Length, candidate.Length); order++)
        {
            if (order > 1) { Number(candidate, order); }
            Count(candidate.Length - order + 1);
            _most.AsSpan(0, _grams).Clear();
            int start = 0;
            foreach (int end in ends)
            {
                _seen.AsSpan(0, _grams).Clear();
                ReadOnlySpan<int> reference = ids[start..end];
                for (int i = 0; i + order <= reference.Length; i++)
                {
                    int gram = Find(i, reference, order, start);
                    if (gram >= 0 && ++_seen[gram] > _most[gram]) { _most[gram] = _seen[gram]; }
                }

                start = end;
            }

            int found = 0;
            for (int gram = 0; gram < _grams; gram++) { found += Math.Min(_left[gram], _most[gram]); }
            if (found == 0) { return; }
            matches[order - 1] = found;
        }
    }

    private void Prepare(ReadOnlySpan<int> candidate, int references, int distinct)
    {
        int grams = Math.Max(candidate.Length, distinct);
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, candidate.Length * 2));
        if (_keys.Length < slots)
        {
            _keys = new ulong[slots];
            _values = new int[slots];
        }

        _mask = slots - 1;
        if (_left.Length < grams)
        {
            grams = (int)BitOperations.RoundUpToPowerOf2((uint)grams);
            _left = new int[grams];
            _seen = new int[grams];
            _most = new int[grams];
        }

        if (_candidate.Length < candidate.Length) { _candidate = new int[BitOperations.RoundUpToPowerOf2((uint)candidate.Length)]; }
        if (_references.Length < references) { _references = new int[BitOperations.RoundUpToPowerOf2((uint)references)]; }
        candidate.CopyTo(_candidate);
        _grams = distinct;
    }

    // Numbers the candidate's n-grams of this order, from the numbers of the order before.
    private void Number(ReadOnlySpan<int> candidate, int order)
    {
        _values.AsSpan(0, _mask + 1).Clear();
        _grams = 0;
        for (int i = 0; i + order <= candidate.Length; i++)
        {
            ulong key = Key(_candidate[i], candidate[i + order - 1]);
            int slot = Slot(key);
            while (_values[slot] != 0 && _keys[slot] != key) { slot = (slot + 1) & _mask; }
            if (_values[slot] == 0)
            {
                _keys[slot] = key;
                _values[slot] = ++_grams;
            }

            _candidate[i] = _values[slot] - 1;
        }
    }

    private void Count(int places)
    {
        _left.AsSpan(0, _grams).Clear();
        foreach (int gram in _candidate.AsSpan(0, places)) { _left[gram]++; }
    }

    // The number of the reference's n-gram at a place, or −1 where the candidate does not have it.
    private int Find(int place, ReadOnlySpan<int> reference, int order, int start)
    {
        ref int known = ref _references[start + place];
        if (known < 0) { return -1; }
        if (order == 1) { return known < _grams ? known : known = -1; }
        ulong key = Key(known, reference[place + order - 1]);
        int slot = Slot(key);
        while (_values[slot] != 0 && _keys[slot] != key) { slot = (slot + 1) & _mask; }
        return known = _values[slot] - 1;
    }

    private static ulong Key(int first, int last) => ((ulong)(uint)first << 32) | (uint)last;

    private int Slot(ulong key)
    {
        ulong hash = (key ^ (key >> 29)) * 0x9E3779B97F4A7C15;
        return (int)((hash ^ (hash >> 32)) & (uint)_mask);
    }
}
