namespace LlmNotebooks.Metrics.Text;

/// <summary>Numbers the characters of several texts: Unicode code points, a lone surrogate for itself; equal ones get equal ids, from 0 on.</summary>
internal sealed class CodePoints
{
    private readonly int[] _ascii = new int[128];
    private readonly Dictionary<int, int> _others = [];
    private int[] _ids = new int[512];

    /// <summary>Number of different characters.</summary>
    public int Count { get; private set; }

    /// <summary>Number of characters added, of all texts together; where the next text starts.</summary>
    public int Length { get; private set; }

    /// <summary>Ids of the characters from one place to another.</summary>
    public ReadOnlySpan<int> Ids(int start, int end) => _ids.AsSpan(start, end - start);

    /// <summary>Forgets all characters.</summary>
    public void Clear()
    {
        Array.Clear(_ascii);
        _others.Clear();
        Count = 0;
        Length = 0;
    }

    /// <summary>Adds a text, without its white space where that is left out.</summary>
    public void Add(ReadOnlySpan<char> text, bool whitespace)
    {
        if (Length + text.Length > _ids.Length) { Array.Resize(ref _ids, Math.Max(Length + text.Length, _ids.Length * 2)); }
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (!whitespace && Characters.IsSpace(c)) { continue; }
            if (c < 128)
            {
                if (_ascii[c] == 0) { _ascii[c] = ++Count; }
                _ids[Length++] = _ascii[c] - 1;
                continue;
            }

            int code = c;
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) { code = char.ConvertToUtf32(c, text[++i]); }
            if (!_others.TryGetValue(code, out int id)) { _others.Add(code, id = Count++); }
            _ids[Length++] = id;
        }
    }
}
