using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What is to be known of an answer beside its score: how it ended, and what else was in it.</summary>
internal static class AnswerMarks
{
    /// <summary>The token limit ended it.</summary>
    public const string Cut = "cut";

    /// <summary>The service kept it back, whole or in part.</summary>
    public const string Filtered = "filtered";

    /// <summary>The model refused in so many words.</summary>
    public const string Refused = "refused";

    /// <summary>It calls a tool.</summary>
    public const string ToolCalls = "tool_calls";

    /// <summary>It has no text, and nothing says why.</summary>
    public const string Empty = "empty";

    /// <summary>Its text began with reasoning, which is not part of the answer.</summary>
    public const string ReasoningInText = "reasoning_in_text";

    /// <summary>The reasoning in its text never ended.</summary>
    public const string UnfinishedReasoning = "unfinished_reasoning";

    /// <summary>It has more tokens than were asked for at most.</summary>
    public const string OverLimit = "over_limit";

    /// <summary>All marks.</summary>
    public static IReadOnlyList<string> All { get; } = [Cut, Filtered, Refused, ToolCalls, Empty, ReasoningInText, UnfinishedReasoning, OverLimit];

    private static readonly string[] CutWords = ["length", "maxtokens", "maxoutputtokens", "maxcompletiontokens", "modellength", "modelcontextwindowexceeded", "contextlength", "contextlengthexceeded", "incomplete", "tokenlimit"];

    private static readonly string[] FilterWords =
    [
        "contentfilter", "contentfiltered", "filter", "filtered", "safety", "recitation", "blocklist", "prohibitedcontent", "spii", "imagesafety", "sensitive", "guardrailintervened", "moderation", "blocked", "language",
    ];

    private static readonly string[] ToolWords = ["toolcalls", "tooluse", "functioncall", "toolcall"];

    /// <summary>The marks of an answer, with commas between; null where there is none.</summary>
    /// <param name="row">The answer, its columns read.</param>
    /// <param name="response">The whole of it.</param>
    /// <param name="reasoning">Its text parted.</param>
    /// <param name="mostTokens">Most that were asked for; null where there was no limit.</param>
    public static string? Of(AnswerRow row, ChatResponse response, Metrics.ReasoningText reasoning, long? mostTokens)
    {
        List<string> marks = [];
        bool calls = false;
        foreach (ChatMessage message in response.Messages)
        {
            foreach (AIContent content in message.Contents) { calls |= content is FunctionCallContent; }
        }

        if (IsCut(row.FinishReason)) { marks.Add(Cut); }
        if (IsFiltered(row.FinishReason)) { marks.Add(Filtered); }
        if (row.Refusal is not null || Word(row.FinishReason) == "refusal") { marks.Add(Refused); }
        if (calls || Array.IndexOf(ToolWords, Word(row.FinishReason)) >= 0) { marks.Add(ToolCalls); }
        if (reasoning.IsUnfinished) { marks.Add(UnfinishedReasoning); }
        if (marks.Count == 0 && string.IsNullOrWhiteSpace(row.Text)) { marks.Add(Empty); }
        if (reasoning.Reasoning is { Length: > 0 }) { marks.Add(ReasoningInText); }
        if (row.OutputTokens > mostTokens) { marks.Add(OverLimit); }
        return marks.Count == 0 ? null : string.Join(',', marks);
    }

    /// <summary>Why an answered call has no answer to score; null where it has one.</summary>
    public static string? NoAnswer(AnswerRow row) =>
        Has(row, Filtered) ? "no answer: filtered by the service"
        : Has(row, UnfinishedReasoning) ? "no answer: the reasoning never ended"
        : Has(row, Cut) && string.IsNullOrWhiteSpace(row.Text) ? "no answer: cut before any text"
        : null;

    /// <summary>Whether a finish reason says that a token limit ended the answer.</summary>
    public static bool IsCut(string? finishReason) => Array.IndexOf(CutWords, Word(finishReason)) >= 0;

    /// <summary>Whether a finish reason says that the service kept the answer back.</summary>
    public static bool IsFiltered(string? finishReason) => Array.IndexOf(FilterWords, Word(finishReason)) >= 0;

    /// <summary>Whether an answer has a mark. Of rows of former stores the finish reason tells.</summary>
    public static bool Has(AnswerRow row, string mark) =>
        row.Marks is { } marks ? marks.AsSpan().Contains(mark, StringComparison.Ordinal) && marks.Split(',').Contains(mark, StringComparer.Ordinal)
        : mark == Cut ? IsCut(row.FinishReason)
        : mark == Filtered && IsFiltered(row.FinishReason);

    // MAX_TOKENS, max-tokens and maxTokens are one word.
    private static string Word(string? finishReason) => finishReason is null ? "" : string.Concat(finishReason.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
