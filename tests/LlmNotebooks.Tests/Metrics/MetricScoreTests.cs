using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Metrics;

public sealed class MetricScoreTests
{
    private static readonly (Sample, string)[] Answers =
    [
        (new Sample("colour", "?") { References = ["dark blue", "navy"] }, "navy"),
        (new Sample("number", "?") { Target = "1,250" }, "1250"),
    ];

    private static readonly IMetric[] Metrics = [TextMetrics.Create("exact-match"), TextMetrics.Create("bleu"), TextMetrics.Create("numeric-match")];

    [Fact]
    public async Task Answers_come_in_their_order_with_each_metric_in_its()
    {
        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync(Metrics, Answers, TestContext.Current.CancellationToken);

        Assert.Equal(["colour", "colour", "colour", "number", "number", "number"], scores.Select(score => score.Sample.Id));
        Assert.Equal(["exact-match", "bleu", "numeric-match"], scores.Take(3).Select(score => score.Metric));
        Assert.Equal([1, 100, null, 0, 0, 1], scores.Select(score => score.Score.Value is { } value ? Math.Round(value, 9) : (double?)null));
        Assert.Equal([1, 1, null, 0, 0, 1], scores.Select(score => score.Share is { } share ? Math.Round(share, 9) : (double?)null));
    }

    [Fact]
    public async Task Frames_are_long_and_wide()
    {
        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync(Metrics, Answers, TestContext.Current.CancellationToken);

        Frame cells = scores.ToFrame(), answers = scores.ToAnswerFrame();

        Assert.Equal(["sample", "answer", "target", "metric", "score", "share", "reason"], cells.Columns);
        Assert.Equal(6, cells.RowCount);
        Assert.Null(cells[2, "score"]);
        Assert.Equal("no reference has a number", cells[2, "reason"]);
        Assert.Equal(["sample", "target", "answer", "exact-match", "bleu", "numeric-match"], answers.Columns);
        Assert.Equal("dark blue | navy", answers[0, "target"]);
        Assert.Null(answers[0, "numeric-match"]);
        Assert.Equal(1.0, answers[1, "numeric-match"]);
    }

    [Fact]
    public async Task A_metric_whose_range_has_no_bounds_has_no_share()
    {
        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync([new Length()], Answers, TestContext.Current.CancellationToken);

        Assert.Equal([4.0, 4.0], scores.Select(score => score.Score.Value!.Value));
        Assert.All(scores, score => Assert.Null(score.Share));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        Assert.Contains("no metric", (await Assert.ThrowsAsync<ArgumentException>(() => MetricScore.OfAsync([], Answers, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        Assert.Contains("'exact-match'", (await Assert.ThrowsAsync<ArgumentException>(() => MetricScore.OfAsync([new ExactMatch(), new ExactMatch { IgnoreCase = true }], Answers, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
        IReadOnlyList<MetricScore> twice = await MetricScore.OfAsync([new ExactMatch()], [Answers[0], Answers[0]], TestContext.Current.CancellationToken);
        Assert.Contains("two scores of exact-match", Assert.Throws<ArgumentException>(() => twice.ToAnswerFrame()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_catalog_is_a_frame()
    {
        Frame frame = TextMetrics.All.ToFrame();

        Assert.Equal(TextMetrics.All.Select(info => info.Name), frame.Texts("metric"));
        Assert.Equal(100.0, frame.Where(row => row.Text("metric") == "corpus-bleu")[0, "maximum"]);
        Assert.Equal(true, frame.Where(row => row.Text("metric") == "corpus-bleu")[0, "corpus"]);
    }

    private sealed class Length : IMetric
    {
        public MetricInfo Info { get; } = new() { Name = "length", Maximum = double.PositiveInfinity };

        public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) => new(Score.Of(answer.Text.Length));
    }
}
