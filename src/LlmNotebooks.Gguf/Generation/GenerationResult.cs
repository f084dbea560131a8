using Microsoft.Extensions.AI;

namespace LlmNotebooks.Gguf.Generation;

/// <summary>An answer and what it took.</summary>
public sealed record GenerationResult
{
    /// <summary>The tokens that were read.</summary>
    public required IReadOnlyList<int> PromptIds { get; init; }

    /// <summary>The tokens that were generated, with the one that ended the answer if there was one.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>The answer, without control tokens and without the stop sequence that ended it.</summary>
    public required string Text { get; init; }

    /// <summary><see cref="ChatFinishReason.Stop"/> when an end token or a stop sequence came, <see cref="ChatFinishReason.Length"/> when the token limit or the context was reached.</summary>
    public required ChatFinishReason FinishReason { get; init; }

    /// <summary>Time to read the prompt and score the first token.</summary>
    public required TimeSpan PrefillTime { get; init; }

    /// <summary>Time to generate all tokens after the prompt was read.</summary>
    public required TimeSpan DecodeTime { get; init; }

    /// <summary>One report per generated token, or none when <see cref="GenerationOptions.TopLogProbabilities"/> is 0.</summary>
    public required IReadOnlyList<TokenReport> Tokens { get; init; }

    /// <summary>Tokens read and generated, the end token included.</summary>
    public UsageDetails Usage => new()
    {
        InputTokenCount = PromptIds.Count,
        OutputTokenCount = Ids.Count,
        TotalTokenCount = PromptIds.Count + Ids.Count,
    };
}
