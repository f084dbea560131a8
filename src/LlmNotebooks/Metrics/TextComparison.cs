using System.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Ordinal comparison in normal form C; text that no normal form accepts (lone surrogates) is compared as it is.</summary>
internal static class TextComparison
{
    public static bool Equal(string target, string answer, bool trim, bool ignoreCase) =>
        string.Equals(Normal(trim ? target.Trim() : target), Normal(trim ? answer.Trim() : answer), Comparison(ignoreCase));

    public static bool Occurs(string target, string answer, bool ignoreCase) =>
        Normal(answer).Contains(Normal(target), Comparison(ignoreCase));

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
