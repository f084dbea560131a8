using System.Text;

namespace LlmNotebooks.Metrics.Text;

/// <summary>The normalisation of SQuAD's evaluation script: lower case, without ASCII punctuation, without the words a, an and the, split at white space.</summary>
internal static class SquadTokenizer
{
    public static void Tokenize(ReadOnlySpan<char> text, ITokenSink sink, CharBuffer first, CharBuffer second)
    {
        first.Clear();
        first.AppendLower(text);
        second.Clear();
        foreach (char c in first.Written)
        {
            if (!Characters.IsAsciiPunctuation(c)) { second.Append(c); }
        }

        first.Clear();
        Articles(second.Written, first);
        WhiteSpace.Split(first.Written, sink);
    }

    // An article is a whole run of word characters; a space takes its place.
    private static void Articles(ReadOnlySpan<char> text, CharBuffer to)
    {
        int start = 0;
        for (int i = 0, length; i < text.Length; i += length)
        {
            Rune.DecodeFromUtf16(text[i..], out Rune rune, out length);
            if (Characters.IsWord(rune)) { continue; }
            Run(text[start..i], to);
            to.Append(text.Slice(i, length));
            start = i + length;
        }

        Run(text[start..], to);
    }

    private static void Run(ReadOnlySpan<char> word, CharBuffer to)
    {
        if (word is "a" or "an" or "the") { to.Append(' '); }
        else { to.Append(word); }
    }
}
