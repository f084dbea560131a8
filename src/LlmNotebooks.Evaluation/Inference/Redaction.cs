using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LlmNotebooks.Inference;

/// <summary>Takes secrets out of text that will be stored or shown.</summary>
public static partial class Redaction
{
    private const string Mark = "[redacted]";

    /// <summary>Longest error text that is kept; a server may answer with a whole page.</summary>
    private const int Longest = 2000;

    /// <summary>Below it what a secret is written as could be anything.</summary>
    private const int ShortestWritten = 6;

    /// <summary>The text without the given secrets and without anything that looks like a key, shortened to 2,000 characters.</summary>
    /// <param name="text">What will be stored or shown.</param>
    /// <param name="secrets">Known secrets, such as <c>Candidate.Secrets</c>.</param>
    public static string Redact(string text, IEnumerable<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(secrets);
        text = Without(text, secrets);
        text = Authorization().Replace(text, "${keep}" + Mark);
        text = KeyLike().Replace(text, Mark);
        text = Parameter().Replace(text, "${keep}" + Mark);
        text = UserInfo().Replace(text, "${keep}" + Mark + "@");
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    /// <summary>The text without the given secrets, as they are and as they stand in addresses, Base64 and JSON; null where there is none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Without(string? text, IEnumerable<string> secrets)
    {
        if (string.IsNullOrEmpty(text)) { return text; }
        foreach (string secret in secrets)
        {
            if (secret.Length == 0) { continue; }
            text = text.Replace(secret, Mark, StringComparison.Ordinal);
            if (secret.Length < ShortestWritten) { continue; }
            foreach (string written in Written(secret)) { text = text.Replace(written, Mark, StringComparison.OrdinalIgnoreCase); }
            text = text.Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('='), Mark, StringComparison.Ordinal);
        }

        return text;
    }

    private static IEnumerable<string> Written(string secret)
    {
        if (Uri.EscapeDataString(secret) is var escaped && escaped != secret) { yield return escaped; }
        // Everything but letters and digits, as some escape it.
        string all = string.Concat(secret.Select(c => char.IsAsciiLetterOrDigit(c) ? c.ToString() : Uri.HexEscape(c)));
        if (all != secret && all != escaped) { yield return all; }
        if (JsonEncodedText.Encode(secret).ToString() is var json && json != secret) { yield return json; }
    }

    [GeneratedRegex(@"\b(?<keep>Bearer\s+|x-api-key:\s*|api-key:\s*)[^\s'"",;]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Authorization();

    // OpenAI, Anthropic (sk-…), Google (AIza…), Hugging Face (hf_…), Groq (gsk_…), xAI (xai-…).
    [GeneratedRegex(@"\b(sk-|AIza|hf_|gsk_|xai-)[A-Za-z0-9_\-\*]{6,}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyLike();

    [GeneratedRegex(@"(?<keep>([?&](key|token|access_token|code|sig|signature)|\b(api[-_]?key|subscription-key))=)[^&\s'""]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"(?<keep>\b[a-z][a-z0-9+.\-]*://)[^/\s@]+@", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();
}
