using System.Text.RegularExpressions;

namespace LlmNotebooks.Inference;

/// <summary>Takes secrets out of text that will be stored or shown.</summary>
public static partial class Redaction
{
    private const string Mark = "[redacted]";

    /// <summary>Longest error text that is kept; a server may answer with a whole page.</summary>
    private const int Longest = 2000;

    /// <summary>The text without the given secrets and without anything that looks like a key, shortened to 2,000 characters.</summary>
    /// <param name="text">What will be stored or shown.</param>
    /// <param name="secrets">Known secrets, such as <c>Candidate.Secrets</c>.</param>
    public static string Redact(string text, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        foreach (string secret in secrets)
        {
            if (secret.Length > 0) { text = text.Replace(secret, Mark, StringComparison.Ordinal); }
        }

        text = Authorization().Replace(text, "${keep}" + Mark);
        text = KeyLike().Replace(text, Mark);
        text = Parameter().Replace(text, "${keep}" + Mark);
        text = UserInfo().Replace(text, "${keep}" + Mark + "@");
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    [GeneratedRegex(@"\b(?<keep>Bearer\s+|x-api-key:\s*|api-key:\s*)[^\s'"",;]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Authorization();

    // OpenAI, Anthropic (sk-…), Google (AIza…), Hugging Face (hf_…), Groq (gsk_…), xAI (xai-…).
    [GeneratedRegex(@"\b(sk-|AIza|hf_|gsk_|xai-)[A-Za-z0-9_\-\*]{6,}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"(?<keep>[?&](api[-_]?key|key|token|access_token|sig)=)[^&\s'""]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<keep>\b[a-z][a-z0-9+.\-]*://)[^/\s@]+@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
