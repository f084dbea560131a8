using System.Text;

namespace LlmNotebooks.Metrics.Text;

/// <summary>Characters that are collected, read and forgotten again.</summary>
internal sealed class CharBuffer
{
    private char[] _items = new char[512];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Written => _items.AsSpan(0, Length);

    public char this[int index] => _items[index];

    public void Clear() => Length = 0;

    public void Append(char c)
    {
        if (Length == _items.Length) { Array.Resize(ref _items, Length * 2); }
        _items[Length++] = c;
    }

    public void Append(ReadOnlySpan<char> text) => text.CopyTo(Take(text.Length));

    public void Append(Rune rune) => Length -= 2 - rune.EncodeToUtf16(Take(2));

    /// <summary>
    /// Appends the text in lower case as <c>str.lower()</c> has it: letter by letter, but that a capital I with a dot becomes two characters,
    /// and a capital sigma at the end of a word the final one.
    /// </summary>
    public void AppendLower(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny('\u0130', '\u03a3'))
        {
            text.ToLowerInvariant(Take(text.Length));
            return;
        }

        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\u0130': Append("i\u0307"); break;
                case '\u03a3': Append(IsFinal(text, i) ? '\u03c2' : '\u03c3'); break;
                default:
                    int pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                    text.Slice(i, pair).ToLowerInvariant(Take(pair));
                    i += pair - 1;
                    break;
            }
        }
    }

    private Span<char> Take(int count)
    {
        if (Length + count > _items.Length) { Array.Resize(ref _items, Math.Max(Length + count, _items.Length * 2)); }
        Span<char> taken = _items.AsSpan(Length, count);
        Length += count;
        return taken;
    }

    // Unicode's Final_Sigma: a cased letter before and none after, marks between not counted.
    private static bool IsFinal(ReadOnlySpan<char> text, int index)
    {
        int before = index - 1, after = index + 1;
        while (before >= 0 && IsIgnored(text[before])) { before--; }
        while (after < text.Length && IsIgnored(text[after])) { after++; }
        return before >= 0 && IsCased(text[before]) && (after == text.Length || !IsCased(text[after]));
    }

    private static bool IsIgnored(char c) => c is '\'' or '.' or ':' or '\u00b7' or '\u2019' or '^' or '`'
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark
            or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.ModifierLetter or System.Globalization.UnicodeCategory.ModifierSymbol;

    private static bool IsCased(char c) => char.IsUpper(c) || char.IsLower(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.TitlecaseLetter;
}
