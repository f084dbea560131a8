using System.Text.RegularExpressions;

namespace LlmNotebooks.Kernel.Packages;

/// <summary>Keeps what gives access to a source of packages out of everything that a person is shown.</summary>
internal static partial class Secrets
{
    /// <summary>A text without the user part and the query values of its URLs.</summary>
    public static string Redact(string text) => QueryValue().Replace(UserPart().Replace(text, "${scheme}***@"), "${name}***");

    [GeneratedRegex(@"(?<scheme>\w://)[^/\s'""]*@", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex UserPart();

    [GeneratedRegex(@"(?<=://\S*)(?<name>[?&][\w.-]+=)[^&\s'""#]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex QueryValue();
}
