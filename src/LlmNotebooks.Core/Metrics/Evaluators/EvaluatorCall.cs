using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics.Evaluators;

/// <summary>An evaluator with all that it is asked with, and how its result is read.</summary>
internal sealed class EvaluatorCall(IEvaluator evaluator, ChatConfiguration? chat, Func<Sample, IEnumerable<EvaluationContext>>? context)
{
    private IEvaluator Evaluator { get; } = evaluator;

    private IChatClient? Judge { get; } = chat?.ChatClient;

    private Func<Sample, IEnumerable<EvaluationContext>>? Context { get; } = context;

    /// <summary>Whether one evaluation serves both: the same evaluator, judge and context.</summary>
    public bool IsSame(EvaluatorCall other) => ReferenceEquals(Evaluator, other.Evaluator) && ReferenceEquals(Judge, other.Judge) && Equals(Context, other.Context);

    /// <summary>The name of a metric of the evaluator as ours are called.</summary>
    public static string NameOf(string metric) => metric.ToLowerInvariant().Replace(' ', '-');

    /// <exception cref="ArgumentException">The evaluator has no such metric.</exception>
    public void Require(string metric, string parameter)
    {
        if (!Evaluator.EvaluationMetricNames.Contains(metric, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The evaluator has no metric '{metric}'; it has {string.Join(", ", Evaluator.EvaluationMetricNames)}.", parameter);
        }
    }

    /// <summary>What a metric of this evaluator is made with; the judge only where there is one.</summary>
    public SortedDictionary<string, object?> Parameters(string metric)
    {
        Type type = Evaluator.GetType();
        SortedDictionary<string, object?> parameters = new(StringComparer.Ordinal) { ["evaluator"] = type.FullName ?? type.Name, ["metric"] = metric };
        if (Judge is not null) { parameters["judge"] = (Judge.GetService(typeof(ChatClientMetadata)) as ChatClientMetadata)?.DefaultModelId; }
        return parameters;
    }

    /// <summary>Evaluates once, and reads each of the metrics; the tokens of the evaluation stand with the first.</summary>
    public async ValueTask<IReadOnlyList<Score>> ScoreAsync(AnswerContext answer, IEnumerable<string> metrics, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(answer);
        using CountedJudge? judge = Judge is null ? null : new CountedJudge(Judge);
        EvaluationResult result = await Evaluator.EvaluateAsync(
            answer.Messages, answer.Response, judge is null ? null : new ChatConfiguration(judge), Context?.Invoke(answer.Sample), cancellationToken).ConfigureAwait(false);
        List<Score> scores = [.. metrics.Select(metric => Read(result, metric))];
        for (int i = 0; judge is not null && i < scores.Count; i++) { scores[i] = scores[i] with { Judge = judge.Model, Usage = i == 0 ? judge.Usage : null }; }
        return scores;
    }

    private static Score Read(EvaluationResult result, string name)
    {
        if (!result.Metrics.TryGetValue(name, out EvaluationMetric? metric))
        {
            return Score.Missing($"the evaluator returned no metric '{name}', but {(result.Metrics.Count == 0 ? "none" : string.Join(", ", result.Metrics.Keys))}");
        }

        if (metric.Diagnostics?.FirstOrDefault(diagnostic => diagnostic.Severity == EvaluationDiagnosticSeverity.Error) is { } error) { return Score.Missing($"the evaluator reports: {error.Message}"); }
        return metric switch
        {
            NumericMetric { Value: { } value } when double.IsFinite(value) => Score.Of(value, Reason(metric)),
            BooleanMetric { Value: { } value } => Score.Of(value ? 1 : 0, Reason(metric)),
            NumericMetric { Value: { } value } => Score.Missing($"the evaluator returned {value}"),
            NumericMetric or BooleanMetric => Score.Missing($"the evaluator returned no value{(Reason(metric) is { } reason ? $": {reason}" : "")}"),
            _ => Score.Missing($"the evaluator's metric '{name}' is no number"),
        };
    }

    private static string? Reason(EvaluationMetric metric)
    {
        string? verdict = metric.Interpretation is { Failed: true } failed ? $"failed: {failed.Reason ?? failed.Rating.ToString()}" : null;
        return string.IsNullOrWhiteSpace(metric.Reason) ? verdict : verdict is null ? metric.Reason : $"{metric.Reason} ({verdict})";
    }
}
