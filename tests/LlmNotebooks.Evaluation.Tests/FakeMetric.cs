using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests;

/// <summary>Scores by a function; counts how often it was asked.</summary>
internal sealed class FakeMetric(MetricInfo info, Func<AnswerContext, CancellationToken, ValueTask<Score>> score) : IMetric
{
    private int _calls;

    public FakeMetric(string name, Func<AnswerContext, CancellationToken, ValueTask<Score>> score)
        : this(new MetricInfo { Name = name }, score)
    {
    }

    public FakeMetric(MetricInfo info, Func<string, double> score)
        : this(info, (answer, _) => new(Score.Of(score(answer.Text))))
    {
    }

    public int Calls => _calls;

    public MetricInfo Info { get; } = info;

    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _calls);
        return score(answer, cancellationToken);
    }
}
