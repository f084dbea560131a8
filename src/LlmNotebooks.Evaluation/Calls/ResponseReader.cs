using LlmNotebooks.Evaluation.Storage;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Takes a response apart into the columns of an answer; what has no column stays in the whole.</summary>
internal static class ResponseReader
{
    private const string RefusalCode = "Refusal", BrokerProperty = "provider";

    public static void Read(ChatResponse response, AnswerRow row)
    {
        row.Text = response.Text;
        row.FinishReason = response.FinishReason?.Value;
        row.ModelId = response.ModelId;
        row.ResponseId = response.ResponseId;
        row.AnsweredBy = response.AdditionalProperties?.TryGetValue(BrokerProperty, out string? broker) == true ? broker : null;
        if (response.Usage is { } usage) { Read(usage, row); }
        if (IsTextAlone(response)) { return; }
        row.Reasoning = Joined(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
        row.Refusal = Joined(response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Where(content => content.ErrorCode == RefusalCode).Select(content => content.Message));
        row.Response = ResponseJson.Write(response);
    }

    private static void Read(UsageDetails usage, AnswerRow row)
    {
        row.InputTokens = usage.InputTokenCount;
        row.OutputTokens = usage.OutputTokenCount;
        row.CachedInputTokens = usage.CachedInputTokenCount;
        row.ReasoningTokens = usage.ReasoningTokenCount;
        row.Counts = usage;
        row.Usage = UsageJson.Write(usage);
    }

    private static bool IsTextAlone(ChatResponse response)
    {
        if (response.Messages.Count != 1) { return false; }
        foreach (AIContent content in response.Messages[0].Contents)
        {
            if (content is not (TextContent or UsageContent)) { return false; }
        }

        return true;
    }

    private static string? Joined(IEnumerable<string?> texts) => string.Concat(texts) is { Length: > 0 } text ? text : null;
}
