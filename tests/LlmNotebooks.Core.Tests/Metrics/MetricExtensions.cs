using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

internal static class MetricExtensions
{
    /// <summary>Scores an answer against references.</summary>
    public static ValueTask<Score> ScoreAsync(this IMetric metric, string answer, params string[] references) =>
        metric.ScoreAsync(new Sample("s", "q") { References = references }, answer, TestContext.Current.CancellationToken);

    /// <summary>Scores an answer to a question with choices.</summary>
    public static ValueTask<Score> ChooseAsync(this IMetric metric, string answer, string target, params string[] choices) =>
        metric.ScoreAsync(new Sample("s", "q") { Target = target, Choices = choices }, answer, TestContext.Current.CancellationToken);
}
