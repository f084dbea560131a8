using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation;

/// <summary>What a model is sent for a sample.</summary>
internal static class Prompt
{
    /// <summary>The system prompt, the sample's history, its input.</summary>
    public static List<ChatMessage> Of(Sample sample, string? systemPrompt)
    {
        List<ChatMessage> messages = new(sample.History.Count + 2);
        if (systemPrompt is not null) { messages.Add(new ChatMessage(ChatRole.System, systemPrompt)); }
        foreach (Message message in sample.History) { messages.Add(new ChatMessage(Role(message.Role), message.Text)); }
        messages.Add(new ChatMessage(ChatRole.User, sample.Input));
        return messages;
    }

    private static ChatRole Role(MessageRole role) => role switch
    {
        MessageRole.System => ChatRole.System,
        MessageRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };
}
