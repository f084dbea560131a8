using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics;

/// <summary>Takes one metric of an evaluator of Microsoft.Extensions.AI.Evaluation as ours.</summary>
/// <remarks>
/// Range and direction are the evaluator's; true is 1 and false 0. It calls a model where the evaluator does. Missing, with the reason: a metric that the evaluator does not return or that is a text, one without a value,
/// a value that is not finite, and one with an error among its diagnostics. An interpretation that calls the value a failure is a verdict on it, not a missing value: the score stays, and its reason says so.
/// </remarks>
public sealed class EvaluatorMetric : IMetric
{
    private readonly IEvaluator _evaluator;
    private readonly string _metric;
    private readonly ChatConfiguration? _chat;
    private readonly Func<Sample, IEnumerable<EvaluationContext>>? _context;

    /// <summary>A metric of an evaluator.</summary>
    /// <param name="evaluator">The evaluator.</param>
    /// <param name="metricName">Name of the metric in its result, one of its <see cref="IEvaluator.EvaluationMetricNames"/>.</param>
    /// <param name="chatConfiguration">The judge, for evaluators that ask one.</param>
    /// <param name="context">What the evaluator must know of a sample beside the conversation, such as its references.</param>
    /// <exception cref="ArgumentException">The evaluator has no such metric.</exception>
    public EvaluatorMetric(IEvaluator evaluator, string metricName, ChatConfiguration? chatConfiguration = null, Func<Sample, IEnumerable<EvaluationContext>>? context = null)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentException.ThrowIfNullOrWhiteSpace(metricName);
        if (!evaluator.EvaluationMetricNames.Contains(metricName, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The evaluator has no metric '{metricName}'; it has {string.Join(", ", evaluator.EvaluationMetricNames)}.", nameof(metricName));
        }

        _evaluator = evaluator;
        _metric = metricName;
        _chat = chatConfiguration;
        _context = context;
        Name = metricName.ToLowerInvariant().Replace(' ', '-');
    }

    /// <summary>Name of the metric. Default: the evaluator's in lower case, with hyphens for spaces.</summary>
    public string Name { get; init; }

    /// <inheritdoc/>
    public async ValueTask<Score> ScoreAsync(Sample sample, string answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(answer);
        ChatMessage[] messages = [.. sample.History.Select(message => new ChatMessage(Role(message.Role), message.Text)), new ChatMessage(ChatRole.User, sample.Input)];
        EvaluationResult result = await _evaluator.EvaluateAsync(
            messages, new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)), _chat, _context?.Invoke(sample), cancellationToken).ConfigureAwait(false);
        if (!result.Metrics.TryGetValue(_metric, out EvaluationMetric? metric))
        {
            return Score.Missing($"the evaluator returned no metric '{_metric}', but {(result.Metrics.Count == 0 ? "none" : string.Join(", ", result.Metrics.Keys))}");
        }

        if (metric.Diagnostics?.FirstOrDefault(diagnostic => diagnostic.Severity == EvaluationDiagnosticSeverity.Error) is { } error) { return Score.Missing($"the evaluator reports: {error.Message}"); }
        return metric switch
        {
            NumericMetric { Value: { } value } when double.IsFinite(value) => Score.Of(value, Reason(metric)),
            BooleanMetric { Value: { } value } => Score.Of(value ? 1 : 0, Reason(metric)),
            NumericMetric { Value: { } value } => Score.Missing($"the evaluator returned {value}"),
            NumericMetric or BooleanMetric => Score.Missing($"the evaluator returned no value{(Reason(metric) is { } reason ? $": {reason}" : "")}"),
            _ => Score.Missing($"the evaluator's metric '{_metric}' is no number"),
        };
    }

    private static string? Reason(EvaluationMetric metric)
    {
        string? verdict = metric.Interpretation is { Failed: true } failed ? $"failed: {failed.Reason ?? failed.Rating.ToString()}" : null;
        return string.IsNullOrWhiteSpace(metric.Reason) ? verdict : verdict is null ? metric.Reason : $"{metric.Reason} ({verdict})";
    }

    private static ChatRole Role(MessageRole role) => role switch
    {
        MessageRole.System => ChatRole.System,
        MessageRole.Assistant => ChatRole.Assistant,
        _ => ChatRole.User,
    };
}
