using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics;

/// <summary>Gives one of our metrics to what works with evaluators of Microsoft.Extensions.AI.Evaluation, its reports among them.</summary>
/// <remarks>
/// The result is one <see cref="NumericMetric"/> under the metric's name, with its reason. A missing score is a metric without a value and with an error among its diagnostics.
/// The metric sees the whole response and all messages. The sample comes from a <see cref="SampleContext"/>; without one, it is made of the conversation, and has no reference.
/// </remarks>
public sealed class MetricEvaluator : IEvaluator
{
    private readonly IMetric _metric;

    /// <summary>An evaluator that asks a metric.</summary>
    /// <param name="metric">The metric.</param>
    public MetricEvaluator(IMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        _metric = metric;
        EvaluationMetricNames = [metric.Info.Name];
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> EvaluationMetricNames { get; }

    /// <inheritdoc/>
    public async ValueTask<EvaluationResult> EvaluateAsync(
        IEnumerable<ChatMessage> messages,
        ChatResponse modelResponse,
        ChatConfiguration? chatConfiguration = null,
        IEnumerable<EvaluationContext>? additionalContext = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(modelResponse);
        SampleContext? context = additionalContext?.OfType<SampleContext>().FirstOrDefault();
        NumericMetric metric = new(_metric.Info.Name);
        if (context is not null) { metric.AddOrUpdateContext(context); }
        List<ChatMessage> asked = [.. messages];
        if ((context?.Sample ?? FromConversation(asked)) is not { } sample)
        {
            metric.AddDiagnostics(EvaluationDiagnostic.Error($"There is neither a {nameof(SampleContext)} nor a question in the conversation."));
            return new EvaluationResult(metric);
        }

        Score score = await _metric.ScoreAsync(Answer(sample, asked, modelResponse), cancellationToken).ConfigureAwait(false);
        metric.Value = score.Value;
        metric.Reason = score.Reason;
        if (score.IsMissing) { metric.AddDiagnostics(EvaluationDiagnostic.Error(score.Reason!)); }
        return new EvaluationResult(metric);
    }

    private static AnswerContext Answer(Sample sample, List<ChatMessage> messages, ChatResponse response)
    {
        ReasoningText text = ReasoningText.Of(response.Text);
        string reasoning = text.Reasoning + string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
        return new AnswerContext
        {
            Sample = sample,
            Text = text.Answer,
            Messages = messages,
            Response = response,
            Reasoning = reasoning.Length == 0 ? null : reasoning,
            FinishReason = response.FinishReason?.Value,
            Usage = response.Usage,
            Model = response.ModelId,
        };
    }

    private static Sample? FromConversation(List<ChatMessage> messages)
    {
        int last = messages.FindLastIndex(message => message.Role == ChatRole.User && !string.IsNullOrWhiteSpace(message.Text));
        return last < 0 ? null : new Sample("conversation", messages[last].Text)
        {
            History = [.. messages.Take(last).Where(message => Role(message.Role) is not null).Select(message => new Message(Role(message.Role)!.Value, message.Text))],
        };
    }

    private static MessageRole? Role(ChatRole role) =>
        role == ChatRole.System ? MessageRole.System : role == ChatRole.User ? MessageRole.User : role == ChatRole.Assistant ? MessageRole.Assistant : null;
}
