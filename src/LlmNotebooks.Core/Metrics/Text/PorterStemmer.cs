using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Reduces English words to their stems: connect, connected, connection and connections are all connect.</summary>
/// <remarks>
/// Porter (1980), "An algorithm for suffix stripping", Program 14:130–137, with the changes that NLTK's <c>PorterStemmer</c> makes by default (NLTK_EXTENSIONS),
/// since rouge_score stems by it: a short list of irregular words, -ies and -ied of four letters to -ie, -y kept after a vowel, -bli and -alli generalised, -fulli and -logi added.
/// </remarks>
public static class PorterStemmer
{
    /// <summary>The stem of one word.</summary>
    /// <param name="word">A word; capital letters are made small, and whatever is no letter from a to z counts as a consonant.</param>
    /// <returns>The stem, not always a word itself. Words of one or two letters stay as they are.</returns>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        string lower = word.ToLowerInvariant();
        if (Irregular(lower) is { } stem) { return stem; }
        if (lower.Length <= 2) { return lower; }
        PorterWord stemmed = new(lower);
        stemmed.Reduce();
        return stemmed.ToString();
    }

    private static string? Irregular(string word) => word switch
    {
        "sky" or "skies" => "sky",
        "dying" => "die",
        "lying" => "lie",
        "tying" => "tie",
        "news" => "news",
        "inning" or "innings" => "inning",
        "outing" or "outings" => "outing",
        "canning" or "cannings" => "canning",
        "howe" => "howe",
        "proceed" => "proceed",
        "exceed" => "exceed",
        "succeed" => "succeed",
        _ => null,
    };
}
