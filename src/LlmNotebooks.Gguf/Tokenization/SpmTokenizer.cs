using System.Text;

namespace LlmNotebooks.Gguf.Tokenization;

/// <summary>A SentencePiece tokenizer with scores, as GGUF files carry it (<c>tokenizer.ggml.model</c> = <c>llama</c>).</summary>
/// <remarks>
/// The neighbours whose merged text is the token with the best score are joined first, the leftmost on a tie, until nothing joins;
/// what is then no token becomes byte tokens. Same results as llama.cpp's SPM tokenizer. Safe for concurrent use.
/// </remarks>
public sealed class SpmTokenizer
{
    private readonly int[] _special;

    internal SpmTokenizer(Vocabulary vocabulary)
    {
        Vocabulary = vocabulary;
        _special = [.. Enumerable.Range(0, vocabulary.Count)
            .Where(id => vocabulary.Kind(id) is TokenKind.Control or TokenKind.UserDefined or TokenKind.Unknown && !vocabulary.Text(id).IsEmpty)
            .OrderByDescending(id => vocabulary.Text(id).Length)];
    }

    /// <summary>Number of tokens.</summary>
    public int VocabularySize => Vocabulary.Count;

    internal Vocabulary Vocabulary { get; }

    /// <summary>Turns text into token ids.</summary>
    /// <param name="text">Text; half a surrogate pair counts as U+FFFD.</param>
    /// <param name="addSpecial">Whether to add the tokens that the model wants at the beginning and the end of a text. Default true.</param>
    /// <param name="parseSpecial">Whether control tokens written out in the text, such as <c>&lt;|im_end|&gt;</c>, become those tokens. Default true.</param>
    /// <returns>Token ids, each in [0, <see cref="VocabularySize"/>).</returns>
    public int[] Encode(string text, bool addSpecial = true, bool parseSpecial = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<int> ids = [];
        if (addSpecial && Vocabulary.AddBos)
        {
            ids.Add(Vocabulary.Bos!.Value);
        }

        bool afterSpecial = true;
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        foreach ((Range plain, int? special) in Fragments(rest, parseSpecial))
        {
            if (special is int id)
            {
                ids.Add(id);
                afterSpecial = true;
            }
            else
            {
                SpmMerger.Encode(Vocabulary, Spaces.Escape(rest[plain], Vocabulary.AddSpacePrefix && afterSpecial), ids);
                afterSpecial = false;
            }
        }

        if (addSpecial && Vocabulary.AddEos)
        {
            ids.Add(Vocabulary.Eos!.Value);
        }

        return [.. ids];
    }

    /// <summary>Turns token ids into text.</summary>
    /// <param name="ids">Token ids, each in [0, <see cref="VocabularySize"/>).</param>
    /// <returns>The text without control tokens; bytes that are no valid UTF-8 become U+FFFD.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside of the vocabulary.</exception>
    public string Decode(ReadOnlySpan<int> ids)
    {
        List<byte> bytes = [];
        foreach (int id in ids)
        {
            bytes.AddRange(Vocabulary.Bytes(InRange(id)));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>What one token adds to a text; empty for control tokens, U+FFFD for a byte that is no character of its own.</summary>
    /// <param name="id">Token id in [0, <see cref="VocabularySize"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside of the vocabulary.</exception>
    public string Piece(int id) => Encoding.UTF8.GetString(Vocabulary.Bytes(InRange(id)));

    /// <summary>Whether a token ends an answer.</summary>
    /// <param name="id">Token id in [0, <see cref="VocabularySize"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">The id is outside of the vocabulary.</exception>
    public bool IsEnd(int id) => Vocabulary.IsEnd(InRange(id));

    private int InRange(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vocabulary.Count);
        return id;
    }

    /// <summary>Cuts the text at special tokens, the longest token first, as llama.cpp does.</summary>
    private List<(Range Plain, int? Special)> Fragments(ReadOnlySpan<byte> text, bool parseSpecial)
    {
        List<(Range Plain, int? Special)> fragments = text.IsEmpty ? [] : [(0..text.Length, null)];
        foreach (int id in _special)
        {
            if (!parseSpecial && Vocabulary.Kind(id) != TokenKind.UserDefined)
            {
                continue;
            }

            ReadOnlySpan<byte> marker = Vocabulary.Text(id);
            if (text.IndexOf(marker) < 0)
            {
                continue;
            }

            List<(Range Plain, int? Special)> cut = [];
            foreach ((Range plain, int? special) in fragments)
            {
                int start = plain.Start.Value, end = plain.End.Value;
                for (int at; special is null && (at = text[start..end].IndexOf(marker)) >= 0; start += at + marker.Length)
                {
                    if (at > 0)
                    {
                        cut.Add((start..(start + at), null));
                    }

                    cut.Add((default, id));
                }

                if (special is not null || start < end)
                {
                    cut.Add((start..end, special));
                }
            }

            fragments = cut;
        }

        return fragments;
    }
}
