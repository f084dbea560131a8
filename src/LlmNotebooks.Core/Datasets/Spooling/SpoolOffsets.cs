namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Where samples begin: 8 bytes each, in pieces that are never copied.</summary>
internal sealed class SpoolOffsets
{
    private const int Piece = 4096, First = 64;

    private readonly List<long[]> _pieces = [];

    public int Count { get; private set; }

    public long this[int index] => _pieces[index / Piece][index % Piece];

    public void Add(long offset)
    {
        int at = Count % Piece;
        if (at == 0) { _pieces.Add(new long[Count == 0 ? First : Piece]); }
        // Most datasets are small; only their one piece grows.
        else if (at == _pieces[^1].Length) { _pieces[^1] = [.. _pieces[^1], .. new long[Piece - at]]; }
        _pieces[^1][at] = offset;
        Count++;
    }
}
