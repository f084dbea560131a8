namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>The last part of console text without end.</summary>
/// <param name="limit">Characters that are kept, about.</param>
internal sealed class ConsoleTail(int limit)
{
    /// <summary>What a piece takes besides its text, in characters: many tiny ones must not outgrow the limit either.</summary>
    private const int Overhead = 64;

    private readonly Queue<(string Name, string Text)> _pieces = [];
    private long _cost;

    /// <summary>Characters that are no longer kept.</summary>
    public long LeftOut { get; private set; }

    public void Add(string name, string text)
    {
        _pieces.Enqueue((name, text));
        _cost += text.Length + Overhead;
        while (_cost > limit && _pieces.Count > 1)
        {
            int length = _pieces.Dequeue().Text.Length;
            _cost -= length + Overhead;
            LeftOut += length;
        }
    }

    /// <summary>What is kept, neighbours of one stream joined, and forgets it.</summary>
    public IReadOnlyList<(string Name, string Text)> Take()
    {
        List<(string Name, string Text)> joined = [];
        foreach (IGrouping<int, (string Name, string Text)> run in Runs())
        {
            joined.Add((run.First().Name, string.Concat(run.Select(piece => piece.Text))));
        }
        _pieces.Clear();
        _cost = 0;
        return joined;
    }

    private IEnumerable<IGrouping<int, (string Name, string Text)>> Runs()
    {
        int run = 0;
        string? last = null;
        return _pieces.GroupBy(piece =>
        {
            if (last is not null && last != piece.Name) { run++; }
            last = piece.Name;
            return run;
        });
    }
}
