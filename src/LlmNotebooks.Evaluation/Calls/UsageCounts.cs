using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Counts as they are meant, whichever client reports them.</summary>
internal static class UsageCounts
{
    /// <summary>Takes out counts below 0, which are none, and adds reasoning that stands on top of the answer's tokens: xAI's, where the total says so.</summary>
    public static void Correct(UsageDetails usage)
    {
        if (usage.InputTokenCount < 0) { usage.InputTokenCount = null; }
        if (usage.OutputTokenCount < 0) { usage.OutputTokenCount = null; }
        if (usage.TotalTokenCount < 0) { usage.TotalTokenCount = null; }
        if (usage.CachedInputTokenCount < 0) { usage.CachedInputTokenCount = null; }
        if (usage.ReasoningTokenCount < 0) { usage.ReasoningTokenCount = null; }
        if (usage is { InputTokenCount: { } input, OutputTokenCount: { } output, ReasoningTokenCount: > 0 and { } reasoning, TotalTokenCount: { } total } && total == input + output + reasoning)
        {
            usage.OutputTokenCount = output + reasoning;
        }
    }
}
