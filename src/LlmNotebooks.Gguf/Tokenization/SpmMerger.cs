using System.Runtime.InteropServices;
using System.Text;

namespace LlmNotebooks.Gguf.Tokenization;

/// <summary>Joins the characters of a text into tokens, best score first.</summary>
internal sealed class SpmMerger
{
    private readonly Vocabulary _vocabulary;
    private readonly byte[] _text;
    private readonly List<Symbol> _symbols = [];
    private readonly PriorityQueue<Merge, (float NegativeScore, int Left)> _queue = new();

    private SpmMerger(Vocabulary vocabulary, byte[] text) => (_vocabulary, _text) = (vocabulary, text);

    /// <summary>Appends the tokens of <paramref name="text"/>, whose spaces are escaped, to <paramref name="ids"/>.</summary>
    public static void Encode(Vocabulary vocabulary, byte[] text, List<int> ids)
    {
        SpmMerger merger = new(vocabulary, text);
        merger.Split();
        merger.JoinAll();
        merger.Emit(ids);
    }

    private void Split()
    {
        for (int start = 0; start < _text.Length;)
        {
            Rune.DecodeFromUtf8(_text.AsSpan(start), out _, out int length);
            int index = _symbols.Count;
            _symbols.Add(new Symbol(start, length, index - 1, start + length < _text.Length ? index + 1 : -1));
            start += length;
        }

        for (int right = 1; right < _symbols.Count; right++)
        {
            Consider(right - 1, right);
        }
    }

    private void JoinAll()
    {
        while (_queue.TryDequeue(out Merge merge, out _))
        {
            Symbol left = _symbols[merge.Left], right = _symbols[merge.Right];
            if (left.Length == 0 || right.Length == 0 || left.Length + right.Length != merge.Length)
            {
                continue; // one of the two has been joined with another neighbour since
            }

            _symbols[merge.Left] = left with { Length = merge.Length, Next = right.Next };
            _symbols[merge.Right] = right with { Length = 0 };
            if (right.Next >= 0)
            {
                _symbols[right.Next] = _symbols[right.Next] with { Previous = merge.Left };
            }

            Consider(left.Previous, merge.Left);
            Consider(merge.Left, right.Next);
        }
    }

    private void Emit(List<int> ids)
    {
        for (int i = _symbols.Count == 0 ? -1 : 0; i >= 0; i = _symbols[i].Next)
        {
            ReadOnlySpan<byte> text = _text.AsSpan(_symbols[i].Start, _symbols[i].Length);
            if (_vocabulary.Find(text) is int id)
            {
                ids.Add(id);
                continue;
            }

            foreach (byte b in text)
            {
                ids.Add(_vocabulary.OfByte(b));
            }
        }
    }

    private void Consider(int left, int right)
    {
        if (left < 0 || right < 0)
        {
            return;
        }

        int length = _symbols[left].Length + _symbols[right].Length;
        if (_vocabulary.Find(_text.AsSpan(_symbols[left].Start, length)) is int id)
        {
            _queue.Enqueue(new Merge(left, right, length), (-_vocabulary.Score(id), left));
        }
    }

    /// <summary>A run of bytes between its neighbours; an empty one has been joined to its left neighbour.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Symbol(int Start, int Length, int Previous, int Next);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Merge(int Left, int Right, int Length);
}
