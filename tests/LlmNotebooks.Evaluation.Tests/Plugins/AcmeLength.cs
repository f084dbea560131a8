using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Plugins;

/// <summary>A metric as a plug-in brings one.</summary>
public sealed class AcmeLength : IMetric
{
    public MetricInfo Info { get; } = new() { Name = "acme-length", Maximum = double.PositiveInfinity };

    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) => new(Score.Of(answer.Text.Length));
}
