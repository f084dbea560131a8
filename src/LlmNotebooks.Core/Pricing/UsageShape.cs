namespace LlmNotebooks.Pricing;

/// <summary>How a provider reports what a call used.</summary>
public enum UsageShape
{
    /// <summary>OpenAI's chat completions, and what speaks like them: cached tokens and reasoning are some of the prompt's and answer's tokens.</summary>
    OpenAIChat,

    /// <summary>OpenAI's responses: as in chat completions, by other names.</summary>
    OpenAIResponses,

    /// <summary>xAI's chat completions: reasoning comes on top of the answer's tokens.</summary>
    XAiChat,

    /// <summary>Anthropic's messages: tokens read from and written to the cache come on top of the input tokens.</summary>
    Anthropic,

    /// <summary>Google's Gemini: cached tokens are some of the prompt's, thoughts come on top of the candidates' tokens, and what tools return on top of the prompt's.</summary>
    Google,

    /// <summary>Amazon Bedrock's Converse: cached tokens come on top of the input tokens.</summary>
    Bedrock,
}
