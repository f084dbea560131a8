using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Summaries;

/// <summary>Marks of answers in words, to be read after a number.</summary>
internal static class MarkWords
{
    public static string Of(string mark) => mark switch
    {
        AnswerMarks.Cut => "cut at --max-tokens or the model's own limit",
        AnswerMarks.Filtered => "filtered by the service",
        AnswerMarks.Refused => "refused",
        AnswerMarks.ToolCalls => "calling a tool",
        AnswerMarks.Empty => "empty",
        AnswerMarks.ReasoningInText => "with reasoning in the text, which is not scored",
        AnswerMarks.UnfinishedReasoning => "whose reasoning never ended",
        AnswerMarks.OverLimit => "with more tokens than were asked for",
        _ => mark,
    };
}
