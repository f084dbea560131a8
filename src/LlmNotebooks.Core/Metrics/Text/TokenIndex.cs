namespace LlmNotebooks.Metrics.Text;

/// <summary>Numbers the tokens of several texts: equal tokens get equal ids, from 0 on. Comparing texts is then comparing numbers, without a string per token.</summary>
internal sealed class TokenIndex : ITokenSink
{
    private readonly CharBuffer _arena = new();
    private (int Hash, int Start, int Length, int Slot)[] _tokens = new (int, int, int, int)[128];
    private int[] _slots = new int[256];
    private int[] _ids = new int[256];

    /// <summary>Number of different tokens.</summary>
    public int Count { get; private set; }

    /// <summary>Number of tokens added, of all texts together; where the next text starts.</summary>
    public int Length { get; private set; }

    /// <summary>Ids of the tokens from one place to another.</summary>
    public ReadOnlySpan<int> Ids(int start, int end) => _ids.AsSpan(start, end - start);

    /// <summary>Forgets all tokens.</summary>
    public void Clear()
    {
        for (int id = 0; id < Count; id++) { _slots[_tokens[id].Slot] = 0; }
        _arena.Clear();
        Count = 0;
        Length = 0;
    }

    public void Add(ReadOnlySpan<char> token)
    {
        int hash = string.GetHashCode(token, StringComparison.Ordinal);
        int mask = _slots.Length - 1;
        int slot = hash & mask;
        for (int id; (id = _slots[slot] - 1) >= 0; slot = (slot + 1) & mask)
        {
            (int knownHash, int start, int length, _) = _tokens[id];
            if (knownHash == hash && token.SequenceEqual(_arena.Written.Slice(start, length)))
            {
                Append(id);
                return;
            }
        }

        if (Count == _tokens.Length) { Array.Resize(ref _tokens, Count * 2); }
        _tokens[Count] = (hash, _arena.Length, token.Length, slot);
        _arena.Append(token);
        _slots[slot] = ++Count;
        Append(Count - 1);
        if (Count * 2 > _slots.Length) { Grow(); }
    }

    private void Append(int id)
    {
        if (Length == _ids.Length) { Array.Resize(ref _ids, Length * 2); }
        _ids[Length++] = id;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 4];
        int mask = _slots.Length - 1;
        for (int id = 0; id < Count; id++)
        {
            int slot = _tokens[id].Hash & mask;
            while (_slots[slot] != 0) { slot = (slot + 1) & mask; }
            _slots[slot] = id + 1;
            _tokens[id].Slot = slot;
        }
    }
}
