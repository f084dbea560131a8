using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Metrics;

/// <summary>An answer with everything that is known of it, as a metric sees it.</summary>
public sealed record AnswerContext
{
    /// <summary>What was asked, with its references where it has some.</summary>
    public required Sample Sample { get; init; }

    /// <summary>The answer's text, perhaps empty, never null; without reasoning.</summary>
    public required string Text { get; init; }

    /// <summary>What was sent: the system prompt, the sample's history, its input.</summary>
    public IReadOnlyList<ChatMessage> Messages { get => field.Count > 0 ? field : Of(Sample); init; } = [];

    /// <summary>The whole response, tool calls and further contents included.</summary>
    public ChatResponse Response { get => field ?? new ChatResponse(new ChatMessage(ChatRole.Assistant, Text)); init; } = null!;

    /// <summary>The model's reasoning; null where none was given.</summary>
    public string? Reasoning { get; init; }

    /// <summary>The model's words where it refused; null where it did not.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why the model stopped, as the service wrote it; null where it did not.</summary>
    public string? FinishReason { get; init; }

    /// <summary>Tokens as the model counted them; null where it did not.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>Time of the attempt that answered, in milliseconds; null where it was not measured.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Time to the first text, in milliseconds; null where not streamed.</summary>
    public double? TimeToFirstTokenMs { get; init; }

    /// <summary>Name of the candidate; null where there is none.</summary>
    public string? Model { get; init; }

    /// <summary>From 1.</summary>
    public int Repetition { get; init; } = 1;

    /// <summary>The other answers to the same sample, of this candidate and of others; only given to a scorer that <see cref="IScorer.NeedsOtherAnswers">needs them</see>.</summary>
    public IReadOnlyList<AnswerContext> Others { get; init; } = [];

    private static IReadOnlyList<ChatMessage> Of(Sample sample) =>
        [.. sample.History.Select(message => new ChatMessage(Role(message.Role), message.Text)), new ChatMessage(ChatRole.User, sample.Input)];

    private static ChatRole Role(MessageRole role) => role switch
    {
        MessageRole.System => ChatRole.System,
        MessageRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };
}
