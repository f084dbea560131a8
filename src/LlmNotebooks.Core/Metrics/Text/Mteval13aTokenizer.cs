namespace LlmNotebooks.Metrics.Text;

/// <summary>The tokenizer of WMT's mteval-v13a, as sacreBLEU has it under the name 13a.</summary>
/// <remarks>
/// Joins words hyphenated at a line end, decodes four HTML entities, and sets ASCII punctuation apart but for apostrophes, hyphens between letters,
/// and periods and commas between digits. The four rewritings follow each other, each over the whole text, left to right without overlap.
/// </remarks>
internal static class Mteval13aTokenizer
{
    public static void Tokenize(ReadOnlySpan<char> text, ITokenSink sink, CharBuffer first, CharBuffer second)
    {
        first.Clear();
        first.Append(' ');
        Prepare(text, first);
        first.Append(' ');
        Symbols(first.Written, second);
        AfterNonDigit(second.Written, first);
        BeforeNonDigit(first.Written, second);
        DashAfterDigit(second.Written, first);
        WhiteSpace.Split(first.Written, sink);
    }

    private static void Prepare(ReadOnlySpan<char> text, CharBuffer to)
    {
        if (!text.ContainsAny('<', '\n', '&'))
        {
            to.Append(text);
            return;
        }

        // One after the other, since one replacement may make what the next one looks for.
        string prepared = text.ToString()
            .Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        to.Append(prepared);
    }

    // Every mark of ASCII but ' , - . stands alone.
    private static void Symbols(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        foreach (char c in text)
        {
            if (Characters.IsAsciiPunctuation(c) && c is not ('\'' or ',' or '-' or '.'))
            {
                to.Append(' ');
                to.Append(c);
                to.Append(' ');
            }
            else
            {
                to.Append(c);
            }
        }
    }

    // A period or comma stands alone after anything but a digit.
    private static void AfterNonDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            to.Append(text[i]);
            if (!char.IsAsciiDigit(text[i]) && i + 1 < text.Length && text[i + 1] is ('.' or ','))
            {
                to.Append(' ');
                to.Append(text[++i]);
                to.Append(' ');
            }
        }
    }

    // A period or comma stands alone before anything but a digit.
    private static void BeforeNonDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is ('.' or ',') && i + 1 < text.Length && !char.IsAsciiDigit(text[i + 1]))
            {
                to.Append(' ');
                to.Append(text[i]);
                to.Append(' ');
                to.Append(text[++i]);
            }
            else
            {
                to.Append(text[i]);
            }
        }
    }

    private static void DashAfterDigit(ReadOnlySpan<char> text, CharBuffer to)
    {
        to.Clear();
        for (int i = 0; i < text.Length; i++)
        {
            to.Append(text[i]);
            if (char.IsAsciiDigit(text[i]) && i + 1 < text.Length && text[i + 1] == '-')
            {
                to.Append(' ');
                to.Append(text[++i]);
                to.Append(' ');
            }
        }
    }
}
