namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Converts positions in a text: the protocol counts Unicode code points, C# counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 position of a code point position; the text's length when it is past the end.</summary>
    public static int ToUtf16(string text, int position)
    {
        int index = 0;
        for (int passed = 0; passed < position && index < text.Length; passed++)
        {
            index += IsPair(text, index) ? 2 : 1;
        }
        return index;
    }

    /// <summary>The number of code points before a UTF-16 position.</summary>
    public static int FromUtf16(string text, int index)
    {
        int position = 0;
        for (int i = 0; i < index && i < text.Length; position++) { i += IsPair(text, i) ? 2 : 1; }
        return position;
    }

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
