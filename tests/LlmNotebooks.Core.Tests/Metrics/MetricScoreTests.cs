using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Metrics;

public sealed class MetricScoreTests
{
    private static readonly (Sample, string)[] Answers = [(new Sample("a", "?"), "one"), (new Sample("b", "?"), "two"), (new Sample("a", "?"), "three")];

    [Fact]
    public async Task A_share_is_of_the_range_that_the_metric_states()
    {
        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync([new Lengths { Name = "exact-match", Maximum = 10 }], Answers, TestContext.Current.CancellationToken);

        Assert.Equal([0.3, 0.3, 0.5], scores.Select(score => score.Share!.Value));
        Assert.Null(Assert.Single(await MetricScore.OfAsync([new Lengths { Name = "length", Maximum = double.PositiveInfinity }], [Answers[0]], TestContext.Current.CancellationToken)).Share);
    }

    [Fact]
    public async Task A_metric_that_needs_other_answers_is_given_those_to_the_same_sample()
    {
        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync([new Others()], Answers, TestContext.Current.CancellationToken);

        Assert.Equal(["three", "", "one"], scores.Where(score => score.Metric == "others").Select(score => score.Score.Reason));
        Assert.Equal([1.0, 0, 1], scores.Where(score => score.Metric == "others").Select(score => score.Score.Value!.Value));
        Assert.Equal(["others", "own"], scores.Take(2).Select(score => score.Metric));
    }

    [Fact]
    public async Task A_scorer_that_gives_another_number_of_scores_than_it_states_is_a_mistake() =>
        Assert.Contains("states 2 metrics and gave 1", (await Assert.ThrowsAsync<InvalidOperationException>(() => MetricScore.OfAsync([new Others { Forgetful = true }], Answers, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);

    private sealed class Lengths : IMetric
    {
        public required string Name { get; init; }

        public required double Maximum { get; init; }

        public MetricInfo Info => new() { Name = Name, Maximum = Maximum };

        public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) => new(Score.Of(answer.Text.Length));
    }

    private sealed class Others : IScorer
    {
        public bool Forgetful { get; init; }

        public IReadOnlyList<MetricInfo> Metrics { get; } = [new MetricInfo { Name = "others", Maximum = double.PositiveInfinity }, new MetricInfo { Name = "own" }];

        public bool NeedsOtherAnswers => true;

        public ValueTask<IReadOnlyList<Score>> ScoreAllAsync(AnswerContext answer, CancellationToken cancellationToken = default)
        {
            Score others = Score.Of(answer.Others.Count, string.Join(' ', answer.Others.Select(other => other.Text)));
            return new(Forgetful ? [others] : [others, Score.Of(1)]);
        }
    }
}
