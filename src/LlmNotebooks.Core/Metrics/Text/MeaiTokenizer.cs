namespace LlmNotebooks.Metrics.Text;

/// <summary>The tokenizer of Microsoft.Extensions.AI.Evaluation.NLP.</summary>
/// <remarks>
/// Upper case. Symbols and punctuation stand alone, words hyphenated at a line end are joined, five HTML entities are decoded into tokens of their own;
/// a number that begins a token takes all digits and punctuation that follow it, the period at a sentence's end included.
/// </remarks>
internal static class MeaiTokenizer
{
    private static readonly (string Entity, string Mark)[] Entities = [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&apos;", "'")];

    public static void Tokenize(ReadOnlySpan<char> text, ITokenSink sink, CharBuffer word)
    {
        word.Clear();
        while (text.Length > 0)
        {
            char c = text[0];
            if (char.IsWhiteSpace(c))
            {
                End(word, sink);
                text = text[1..];
            }
            else if (text is ['-', '\n', ..] or ['-', '\r', '\n', ..])
            {
                text = text[(text[1] == '\n' ? 2 : 3)..];
            }
            else if (c == '&' && Entity(text) is { } entity)
            {
                End(word, sink);
                sink.Add(entity.Mark);
                text = text[entity.Entity.Length..];
            }
            else if (char.IsSymbol(c) || char.IsPunctuation(c))
            {
                End(word, sink);
                sink.Add(text[..1]);
                text = text[1..];
            }
            else if (char.IsNumber(c) && word.Length == 0)
            {
                int length = 1;
                while (length < text.Length && (char.IsNumber(text[length]) || char.IsPunctuation(text[length]))) { length++; }
                sink.Add(text[..length]);
                text = text[length..];
            }
            else
            {
                word.Append(char.ToUpperInvariant(c));
                text = text[1..];
            }
        }

        End(word, sink);
    }

    private static (string Entity, string Mark)? Entity(ReadOnlySpan<char> text)
    {
        foreach ((string Entity, string Mark) entity in Entities)
        {
            if (text.StartsWith(entity.Entity, StringComparison.Ordinal)) { return entity; }
        }

        return null;
    }

    private static void End(CharBuffer word, ITokenSink sink)
    {
        if (word.Length > 0) { sink.Add(word.Written); }
        word.Clear();
    }
}
