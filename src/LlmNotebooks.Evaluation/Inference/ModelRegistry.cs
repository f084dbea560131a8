using System.Collections.Concurrent;

namespace LlmNotebooks.Inference;

/// <summary>Providers of models by their prefix: the library's and those of plug-ins.</summary>
public static class ModelRegistry
{
    // What the library itself provides, or will: a plug-in that takes one would be in its way, whichever comes first.
    private static readonly string[] Reserved = ["anthropic", "azure", "gguf", "google", "llamasharp", "ollama", "openai", "openai-compatible", "openrouter"];

    private static readonly ConcurrentDictionary<string, IModelProvider> Known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that are registered, by prefix.</summary>
    public static IReadOnlyList<IModelProvider> Providers => [.. Known.Values.OrderBy(provider => provider.Prefix, StringComparer.Ordinal)];

    /// <summary>Adds a provider; the same type again is no error.</summary>
    /// <param name="provider">The provider.</param>
    /// <exception cref="ArgumentException">Its prefix is none, or another provider's.</exception>
    public static void Register(IModelProvider provider)
    {
        ArgumentNullException.ThrowIfNull(provider);
        string prefix = provider.Prefix;
        if (string.IsNullOrEmpty(prefix) || !prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new ArgumentException($"'{prefix}' is no prefix of a provider: lower-case letters, digits and hyphens are.", nameof(provider));
        }

        if (Reserved.Contains(prefix, StringComparer.Ordinal) && provider.GetType().Assembly.GetName().Name?.StartsWith("LlmNotebooks.", StringComparison.Ordinal) != true)
        {
            throw new ArgumentException($"The prefix {prefix} of {provider.GetType().FullName} is kept for this library; take another.", nameof(provider));
        }

        IModelProvider known = Known.GetOrAdd(prefix, provider);
        if (known.GetType() != provider.GetType())
        {
            throw new ArgumentException($"The prefix {prefix} of {provider.GetType().FullName} is that of {known.GetType().FullName} already.", nameof(provider));
        }
    }

    /// <summary>The provider that a text begins with; null where it begins with none.</summary>
    /// <param name="text">As in <c>PREFIX:REST</c>.</param>
    /// <param name="rest">What stands behind the colon.</param>
    public static IModelProvider? Find(string text, out string rest)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        rest = colon < 0 ? string.Empty : text[(colon + 1)..];
        return colon > 0 && Known.TryGetValue(text[..colon], out IModelProvider? provider) ? provider : null;
    }
}
