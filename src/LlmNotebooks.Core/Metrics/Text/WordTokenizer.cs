using System.Text;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Tokenizers that only look for words.</summary>
internal static class WordTokenizer
{
    /// <summary>Every run of letters, numbers and underscores: Python's <c>\w+</c>.</summary>
    public static void Words(ReadOnlySpan<char> text, ITokenSink sink)
    {
        int start = -1;
        for (int i = 0, length; i < text.Length; i += length)
        {
            char c = text[i];
            bool word;
            length = 1;
            if (c < 0x80) { word = char.IsAsciiLetterOrDigit(c) || c == '_'; }
            else
            {
                Rune.DecodeFromUtf16(text[i..], out Rune rune, out length);
                word = Characters.IsWord(rune);
            }

            if (word)
            {
                if (start < 0) { start = i; }
            }
            else if (start >= 0)
            {
                sink.Add(text[start..i]);
                start = -1;
            }
        }

        if (start >= 0) { sink.Add(text[start..]); }
    }

    /// <summary>Every run of a to z and 0 to 9 in text that is in lower case; words longer than three letters stemmed where asked for. As rouge_score has it.</summary>
    public static void Rouge(ReadOnlySpan<char> lower, bool stem, ITokenSink sink)
    {
        for (int i = 0; i < lower.Length; i++)
        {
            int start = i;
            while (i < lower.Length && char.IsAsciiLetterLower(lower[i]) | char.IsAsciiDigit(lower[i])) { i++; }
            if (i == start) { continue; }
            ReadOnlySpan<char> word = lower[start..i];
            if (stem && word.Length > 3) { sink.Add(PorterStemmer.Stem(word.ToString())); }
            else { sink.Add(word); }
        }
    }

    /// <summary>Every character that is not white space.</summary>
    public static void Each(ReadOnlySpan<char> text, ITokenSink sink)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (Characters.IsSpace(text[i])) { continue; }
            int length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            sink.Add(text.Slice(i, length));
            i += length - 1;
        }
    }

    /// <summary>Words between white space, a mark of ASCII at their end set apart, or else one at their beginning: what chrF++ counts words by.</summary>
    public static void PunctuationApart(ReadOnlySpan<char> text, ITokenSink sink) => WhiteSpace.Split(text, new Apart(sink));

    private sealed class Apart(ITokenSink sink) : ITokenSink
    {
        public void Add(ReadOnlySpan<char> token)
        {
            if (token.Length > 1 && Characters.IsAsciiPunctuation(token[^1]))
            {
                sink.Add(token[..^1]);
                sink.Add(token[^1..]);
            }
            else if (token.Length > 1 && Characters.IsAsciiPunctuation(token[0]))
            {
                sink.Add(token[..1]);
                sink.Add(token[1..]);
            }
            else
            {
                sink.Add(token);
            }
        }
    }
}
