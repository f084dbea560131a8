namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Ids that were seen, each with the place where it was first, in 20 bytes a slot whatever their length: an open-addressing table of fingerprints.</summary>
internal sealed class IdSet
{
    private UInt128[] _ids = new UInt128[64];
    private int[] _places = new int[64];
    private int _count;

    /// <param name="id">The id.</param>
    /// <param name="place">Where it is, at least 1.</param>
    /// <param name="first">Where it was first.</param>
    /// <returns>Whether it is new.</returns>
    public bool TryAdd(string id, int place, out int first)
    {
        if (_count >= _ids.Length / 8 * 7) { Grow(); }
        UInt128 print = TextFingerprint.Of(id);
        int slot = Slot(print);
        if (_places[slot] == 0)
        {
            (_ids[slot], _places[slot]) = (print, place);
            _count++;
            first = place;
            return true;
        }

        first = _places[slot];
        return false;
    }

    private int Slot(UInt128 print)
    {
        int slot = (int)(uint)print & (_ids.Length - 1);
        while (_places[slot] != 0 && _ids[slot] != print) { slot = (slot + 1) & (_ids.Length - 1); }
        return slot;
    }

    private void Grow()
    {
        (UInt128[] ids, int[] places) = (_ids, _places);
        (_ids, _places) = (new UInt128[2 * ids.Length], new int[2 * ids.Length]);
        for (int i = 0; i < ids.Length; i++)
        {
            if (places[i] == 0) { continue; }
            int slot = Slot(ids[i]);
            (_ids[slot], _places[slot]) = (ids[i], places[i]);
        }
    }
}
