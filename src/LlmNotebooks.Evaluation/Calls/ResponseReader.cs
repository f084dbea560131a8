using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Takes a response apart into the columns of an answer; what has no column stays in the whole.</summary>
internal static class ResponseReader
{
    private const string RefusalCode = "Refusal", BrokerProperty = "provider", CostProperty = "cost";

    /// <param name="response">The whole of it.</param>
    /// <param name="row">Takes it.</param>
    /// <param name="secrets">Must not be stored, though a service sends them back.</param>
    /// <param name="mostTokens">Most that were asked for; null where there was no limit.</param>
    public static void Read(ChatResponse response, AnswerRow row, IReadOnlyList<string> secrets, long? mostTokens)
    {
        ReasoningText text = ReasoningText.Of(response.Text);
        row.Text = Redaction.Without(text.Answer, secrets);
        row.FinishReason = response.FinishReason?.Value;
        row.ModelId = response.ModelId;
        row.ResponseId = response.ResponseId;
        row.AnsweredBy = response.AdditionalProperties?.TryGetValue(BrokerProperty, out string? broker) == true ? broker : null;
        row.ServiceCostUsd = response.AdditionalProperties?.TryGetValue(CostProperty, out decimal? cost) == true ? cost : null;
        if (response.Usage is { } usage) { Read(usage, row); }
        if (!IsTextAlone(response) || text.Reasoning is not null)
        {
            string? given = Joined(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
            row.Reasoning = Redaction.Without(given ?? (text.Reasoning is { Length: > 0 } reasoning ? reasoning : null), secrets);
            row.Refusal = Redaction.Without(Joined(response.Messages.SelectMany(message => message.Contents).OfType<ErrorContent>().Where(content => content.ErrorCode == RefusalCode).Select(content => content.Message)), secrets);
            row.Response = Redaction.Without(ResponseJson.Write(response), secrets);
        }

        row.Marks = AnswerMarks.Of(row, response, text, mostTokens);
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
