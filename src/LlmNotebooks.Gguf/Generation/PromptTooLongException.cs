namespace LlmNotebooks.Gguf.Generation;

/// <summary>A prompt leaves no room in the model's context for an answer.</summary>
public sealed class PromptTooLongException : InvalidOperationException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="contextLength">Tokens that the model can hold, prompt and answer together.</param>
    public PromptTooLongException(int promptTokens, int contextLength)
        : base($"The prompt has {promptTokens} tokens; the model holds {contextLength} with the answer, so {contextLength - 1} are the most. Shorten the prompt.")
    {
        PromptTokens = promptTokens;
        ContextLength = contextLength;
    }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; }

    /// <summary>Tokens that the model can hold, prompt and answer together.</summary>
    public int ContextLength { get; }
}
