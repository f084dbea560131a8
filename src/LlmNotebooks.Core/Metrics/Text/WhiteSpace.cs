namespace LlmNotebooks.Metrics.Text;

/// <summary>Splits text at white space, as Python's <c>str.split()</c>.</summary>
internal static class WhiteSpace
{
    public static void Split(ReadOnlySpan<char> text, ITokenSink sink)
    {
        int start = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (!Characters.IsSpace(text[i]))
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
}
