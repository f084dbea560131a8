using System.Text;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>Ordinal comparison in normal form C; text that no normal form accepts (lone surrogates) is compared as it is.</summary>
internal static class TextComparison
{
    public static bool Equal(string reference, string answer, bool ignoreCase) => string.Equals(Normal(reference), Normal(answer), Comparison(ignoreCase));

    public static bool Occurs(string reference, string answer, bool ignoreCase) => Normal(answer).Contains(Normal(reference), Comparison(ignoreCase));

    /// <summary>Every run of white space as one space, none at the ends.</summary>
    public static string Collapse(string text)
    {
        TokenList words = new();
        WhiteSpace.Split(text, words);
        return string.Join(' ', words.Tokens);
    }

    private static StringComparison Comparison(bool ignoreCase) =>
        ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static string Normal(string text)
    {
        if (Ascii.IsValid(text)) { return text; }
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) { continue; }
            if (!char.IsSurrogatePair(text, i)) { return text; }
            i++;
        }

        return text.Normalize(NormalizationForm.FormC);
    }
}
