namespace LlmNotebooks.Inference.ChatCompletions;

/// <summary>Joins characters that a service cut in the middle of a surrogate pair; a half that stays alone is U+FFFD.</summary>
internal sealed class SurrogateJoiner
{
    private const char Replacement = '\uFFFD';

    private char? _half;

    /// <summary>What is whole of a piece and of what was left before it.</summary>
    public string Add(string piece)
    {
        if (piece.Length == 0) { return piece; }
        if (_half is { } half) { piece = half + piece; }
        _half = char.IsHighSurrogate(piece[^1]) ? piece[^1] : null;
        if (_half is not null) { piece = piece[..^1]; }
        return Whole(piece);
    }

    /// <summary>What is left.</summary>
    public string End() => _half is null ? "" : Replacement.ToString();

    private static string Whole(string text)
    {
        int lone = Lone(text, 0);
        if (lone < 0) { return text; }
        char[] whole = text.ToCharArray();
        for (; lone >= 0; lone = Lone(text, lone + 1)) { whole[lone] = Replacement; }
        return new string(whole);
    }

    private static int Lone(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) { continue; }
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) { i++; }
            else { return i; }
        }

        return -1;
    }
}
