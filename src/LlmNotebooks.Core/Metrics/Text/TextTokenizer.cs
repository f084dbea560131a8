using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Shows what the metrics count: the tokens of a text.</summary>
public static class TextTokenizer
{
    /// <summary>The tokens of a text, in its order.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="tokenization">How it is cut.</param>
    /// <param name="lowercase">Whether it is put into lower case before. Some tokenizations do so anyhow.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tokenization"/> is none of the named ones.</exception>
    public static IReadOnlyList<string> Tokenize(string text, Tokenization tokenization, bool lowercase = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        TokenList list = new();
        Scratch.Take().Tokenize(text, tokenization, lowercase, list);
        return list.Tokens;
    }
}
