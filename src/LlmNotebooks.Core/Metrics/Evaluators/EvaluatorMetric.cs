using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics.Evaluators;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics;

/// <summary>Takes one metric of an evaluator of Microsoft.Extensions.AI.Evaluation as ours.</summary>
/// <remarks>
/// An evaluator does not tell the range of its metrics: state it where it is known, for else there are no bounds of missing scores and no pass mark. True is 1 and false 0.
/// It calls a model where the evaluator does. Missing, with the reason: a metric that the evaluator does not return or that is a text, one without a value,
/// a value that is not finite, and one with an error among its diagnostics. An interpretation that calls the value a failure is a verdict on it, not a missing value: the score stays, and its reason says so.
/// Several metrics of one evaluator in one run, with the same judge and context, cost one evaluation an answer; its tokens stand with the first of them.
/// </remarks>
public sealed class EvaluatorMetric : IMetric
{
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
        Call = new EvaluatorCall(evaluator, chatConfiguration, context);
        Call.Require(metricName, nameof(metricName));
        MetricName = metricName;
        Name = EvaluatorCall.NameOf(metricName);
    }

    /// <summary>Name of the metric. Default: the evaluator's in lower case, with hyphens for spaces.</summary>
    public string Name { get; init; }

    /// <summary>Version of the metric's definition. Default 1.</summary>
    public string Version { get; init; } = "1";

    /// <summary>Its least value; negative infinity, the default, where there is none or it is not known.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Its greatest value; infinity, the default, where there is none or it is not known.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    /// <summary>Which way it improves. Default: higher.</summary>
    public Better Better { get; init; } = Better.Higher;

    /// <summary>The score from which on an answer passes; null, the default, for the middle of the range where that is known.</summary>
    public double? PassMark { get; init; }

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo
    {
        Name = Name, Version = Version, Minimum = Minimum, Maximum = Maximum, Better = Better, PassMark = PassMark, Parameters = Call.Parameters(MetricName),
    };

    internal EvaluatorCall Call { get; }

    /// <summary>The metric's name in the evaluator's result.</summary>
    internal string MetricName { get; }

    /// <inheritdoc/>
    public async ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        (await Call.ScoreAsync(answer, [MetricName], cancellationToken).ConfigureAwait(false))[0];
}
