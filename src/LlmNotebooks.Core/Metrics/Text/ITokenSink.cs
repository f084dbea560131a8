namespace LlmNotebooks.Metrics.Text;

/// <summary>Takes the tokens of a text one by one.</summary>
internal interface ITokenSink
{
    /// <summary>The next token, never empty; the span is only good during the call.</summary>
    void Add(ReadOnlySpan<char> token);
}
