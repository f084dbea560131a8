namespace LlmNotebooks.Kernel.Language;

/// <summary>Compares names with what has been typed of them.</summary>
internal static class CompletionMatcher
{
    public static CompletionMatch Match(string name, string typed)
    {
        if (name.StartsWith(typed, StringComparison.Ordinal)) { return CompletionMatch.Prefix; }
        if (name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)) { return CompletionMatch.PrefixInOtherCase; }
        return FitsHumps(name, 0, typed, 0) ? CompletionMatch.Humps : CompletionMatch.None;
    }

    /// <summary>Whether the rest of what is typed is made of beginnings of the rest of the name's words.</summary>
    private static bool FitsHumps(string name, int start, string typed, int from)
    {
        if (from == typed.Length) { return true; }
        for (int word = start; word < name.Length; word = NextWord(name, word))
        {
            int length = 0;
            while (from + length < typed.Length && word + length < name.Length && SameLetter(name[word + length], typed[from + length]))
            {
                length++;
                if (FitsHumps(name, NextWord(name, word + length - 1), typed, from + length)) { return true; }
            }
            // A name is looked for by its beginning; further on, only a capital says that a word is left out.
            if (start == 0 || !char.IsUpper(typed[from])) { return false; }
        }
        return false;
    }

    private static bool SameLetter(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);

    /// <summary>Where the next word starts: at a capital after a small letter, at the last of several capitals, after an underscore.</summary>
    private static int NextWord(string name, int index)
    {
        for (int i = index + 1; i < name.Length; i++)
        {
            if (name[i] == '_') { continue; }
            bool isStart = name[i - 1] == '_'
                || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                || (char.IsDigit(name[i]) && !char.IsDigit(name[i - 1]));
            if (isStart) { return i; }
        }
        return name.Length;
    }
}
