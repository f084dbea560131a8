namespace LlmNotebooks.Metrics.Text;

/// <summary>Keeps tokens as strings.</summary>
internal sealed class TokenList : ITokenSink
{
    public List<string> Tokens { get; } = [];

    public void Add(ReadOnlySpan<char> token) => Tokens.Add(token.ToString());
}
