using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics.Evaluators;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics;

/// <summary>Takes the metrics of an evaluator of Microsoft.Extensions.AI.Evaluation as scores, all from one evaluation of an answer.</summary>
/// <remarks>
/// Each is read as <see cref="EvaluatorMetric"/> reads one. Where the evaluator asks a model, each score names it, and the tokens of the evaluation stand with the first score, so that their sum is what was used.
/// </remarks>
public sealed class EvaluatorScorer : IScorer
{
    private readonly EvaluatorCall _call;

    // The metrics' names in the evaluator's result, in the order of Metrics.
    private readonly string[] _names;

    /// <summary>The metrics of an evaluator.</summary>
    /// <param name="evaluator">The evaluator.</param>
    /// <param name="chatConfiguration">The judge, for evaluators that ask one.</param>
    /// <param name="context">What the evaluator must know of a sample beside the conversation, such as its references.</param>
    /// <param name="metricNames">Those of its <see cref="IEvaluator.EvaluationMetricNames"/> that are wanted; null for all of them.</param>
    /// <param name="facts">What is known of a metric, by its name in the evaluator, which is also noted among its parameters; null, and where it gives null, for a metric whose name is the evaluator's in lower case with hyphens for spaces, whose range is not known, and that is better the higher.</param>
    /// <exception cref="ArgumentException">The evaluator has no such metric, or none at all, or two scores would have one name.</exception>
    public EvaluatorScorer(
        IEvaluator evaluator,
        ChatConfiguration? chatConfiguration = null,
        Func<Sample, IEnumerable<EvaluationContext>>? context = null,
        IReadOnlyList<string>? metricNames = null,
        Func<string, MetricInfo?>? facts = null)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        _call = new EvaluatorCall(evaluator, chatConfiguration, context);
        _names = [.. metricNames ?? evaluator.EvaluationMetricNames];
        if (_names.Length == 0) { throw new ArgumentException("There is no metric to score by.", metricNames is null ? nameof(evaluator) : nameof(metricNames)); }
        foreach (string name in _names) { _call.Require(name, nameof(metricNames)); }
        Metrics = [.. _names.Select(name => Info(name, facts?.Invoke(name)))];
        if (Metrics.GroupBy(info => info.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two metrics of the evaluator would have the name '{twice.Key}'; scores could not be told apart.", facts is null ? nameof(metricNames) : nameof(facts));
        }
    }

    private EvaluatorScorer(EvaluatorCall call, IEnumerable<(string Name, MetricInfo Info)> parts)
    {
        (string Name, MetricInfo Info)[] all = [.. parts];
        _call = call;
        _names = [.. all.Select(part => part.Name)];
        Metrics = [.. all.Select(part => part.Info)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricInfo> Metrics { get; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Score>> ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken = default) => _call.ScoreAsync(answer, _names, cancellationToken);

    /// <summary>The same metrics with one scorer for those that one evaluation gives, at the place of the first of them; so the order of the metrics may be another.</summary>
    internal static IReadOnlyList<IScorer> Merged(IReadOnlyList<IScorer> scorers)
    {
        List<(EvaluatorCall? Call, List<IScorer> Scorers)> groups = [];
        foreach (IScorer scorer in scorers)
        {
            EvaluatorCall? call = scorer switch { EvaluatorMetric metric => metric.Call, EvaluatorScorer several => several._call, _ => null };
            int same = call is null ? -1 : groups.FindIndex(group => group.Call is not null && group.Call.IsSame(call));
            if (same < 0) { groups.Add((call, [scorer])); }
            else { groups[same].Scorers.Add(scorer); }
        }

        return [.. groups.Select(group => group.Scorers.Count == 1 ? group.Scorers[0] : new EvaluatorScorer(group.Call!, group.Scorers.SelectMany(Parts)))];
    }

    private static IEnumerable<(string Name, MetricInfo Info)> Parts(IScorer scorer) =>
        scorer is EvaluatorMetric metric ? [(metric.MetricName, metric.Info)] : ((EvaluatorScorer)scorer)._names.Zip(scorer.Metrics);

    private MetricInfo Info(string name, MetricInfo? given)
    {
        SortedDictionary<string, object?> parameters = _call.Parameters(name);
        if (given is null) { return new MetricInfo { Name = EvaluatorCall.NameOf(name), Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity, Parameters = parameters }; }
        foreach ((string parameter, object? value) in given.Parameters) { parameters[parameter] = value; }
        return given with { Parameters = parameters };
    }
}
