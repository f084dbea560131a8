using System.Buffers;
using System.Globalization;
using System.Text;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>Ordinal comparison in a normal form; text that no normal form accepts (lone surrogates) is compared as it is.</summary>
internal static class TextComparison
{
    public static bool Equal(string reference, string answer, bool ignoreCase, TextForm form) => string.Equals(Normal(reference, form), Normal(answer, form), Comparison(ignoreCase));

    /// <summary>Whether a reference stands in the answer; as whole words, where no letter, digit, mark or underscore goes on from it at either end.</summary>
    public static bool Occurs(string reference, string answer, bool ignoreCase, bool wholeWords, TextForm form)
    {
        (string part, string text) = (Normal(reference, form), Normal(answer, form));
        if (!wholeWords) { return text.Contains(part, Comparison(ignoreCase)); }
        for (int place = text.IndexOf(part, Comparison(ignoreCase)); place >= 0; place = place + 1 < text.Length ? text.IndexOf(part, place + 1, Comparison(ignoreCase)) : -1)
        {
            // A reference that itself begins or ends with no word has no word to go on at that end.
            bool begins = place == 0 || !IsWord(text, place) || !IsWordBefore(text, place);
            bool ends = place + part.Length == text.Length || !IsWordBefore(text, place + part.Length) || !IsWord(text, place + part.Length);
            if (begins && ends) { return true; }
        }

        return false;
    }

    /// <summary>Every run of white space as one space, none at the ends.</summary>
    public static string Collapse(string text)
    {
        TokenList words = new();
        WhiteSpace.Split(text, words);
        return string.Join(' ', words.Tokens);
    }

    private static StringComparison Comparison(bool ignoreCase) =>
        ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool IsWord(string text, int place) => Rune.TryGetRuneAt(text, place, out Rune rune) && IsWord(rune);

    private static bool IsWordBefore(string text, int place) => Rune.DecodeLastFromUtf16(text.AsSpan(0, place), out Rune rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static string Normal(string text, TextForm form)
    {
        if (form == TextForm.None || Ascii.IsValid(text)) { return text; }
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) { continue; }
            if (!char.IsSurrogatePair(text, i)) { return text; }
            i++;
        }

        return text.Normalize(form == TextForm.Nfkc ? NormalizationForm.FormKC : NormalizationForm.FormC);
    }
}
