using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Tables;

public sealed class RunFramesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ByModel_says_what_the_summaries_say_under_names_with_units()
    {
        Run run = await RunAsync();

        Frame frame = run.ByModel();

        ModelSummary right = run.SummarizeModels()[0];
        Assert.Equal(["right", "half", "broken"], frame.Texts("model"));
        Assert.Equal([1, 0.5, null], frame.Numbers("exact-match"));
        Assert.Equal(right.Metric("exact-match").Estimate.Se, frame.Numbers("exact-match_se")[0]);
        Assert.Equal([0, 0, 4], frame.Numbers("exact-match_missing"));
        Assert.Equal([0, 0, 4], frame.Numbers("errors"));
        Assert.Equal([0, 0, 1], frame.Numbers("error_rate"));
        Assert.Equal(right.LatencyMs!.Mean, frame.Numbers("latency_mean_ms")[0]);
        Assert.Equal(right.LatencyMs!.P95, frame.Numbers("latency_p95_ms")[0]);
        Assert.Null(frame.Numbers("latency_median_ms")[2]);
        Assert.Equal([1_000_000, null, null], frame.Numbers("file_bytes"));
    }

    [Fact]
    public async Task ByModel_has_the_same_columns_whatever_was_measured()
    {
        Run run = await RunAsync();

        Assert.All(run.ByModel().Numbers("exact-match_consistency"), Assert.Null);
        Assert.All(run.ByModel().Texts("exact-match_consistency_reason"), reason => Assert.StartsWith("no sample has two scored answers", reason, StringComparison.Ordinal));
        Assert.All(run.ByMetric().Texts("consistency_reason"), reason => Assert.StartsWith("no sample has two scored answers", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ByModel_has_the_bounds_that_interval_charts_look_for_at_the_level_asked()
    {
        Run run = await RunAsync();

        double Width(double confidence) => run.ByModel(confidence).Where(r => r.Text("model") == "half") is var half
            ? half.Numbers("exact-match_ci_high")[0]!.Value - half.Numbers("exact-match_ci_low")[0]!.Value
            : double.NaN;

        Assert.True(Width(0.99) > Width(0.9));
        Assert.NotEmpty(LlmNotebooks.Charts.Charts.Intervals(run.ByModel(), "model", "exact-match").Json);
    }

    [Fact]
    public async Task ByCategory_has_a_row_for_each_model_and_category()
    {
        Frame frame = (await RunAsync()).ByCategory();

        Assert.Equal(["right", "right", "half", "half", "broken", "broken"], frame.Texts("model"));
        Assert.Equal(["even", "odd", "even", "odd", "even", "odd"], frame.Texts("category"));
        Assert.Equal([1, 1, 1, 0, null, null], frame.Numbers("exact-match"));
        Assert.NotEmpty(LlmNotebooks.Charts.Charts.HeatMap(frame, "category", "model", "exact-match").Json);
    }

    [Fact]
    public async Task Answers_have_a_row_each_with_score_or_error()
    {
        Frame frame = (await RunAsync()).Answers().ToFrame();

        Assert.Equal(12, frame.RowCount);
        Frame broken = frame.Where(r => r.Text("model") == "broken");
        Assert.All(broken.Texts("answer"), Assert.Null);
        Assert.All(broken.Numbers("exact-match"), score => Assert.Null(score));
        Assert.All(broken.Texts("error_type"), error => Assert.Equal("failed", error));
        Assert.All(broken.Texts("error_message"), error => Assert.Equal("it broke (InvalidOperationException)", error));
        Assert.All(broken.Texts("exact-match_reason"), Assert.NotNull);
        Assert.Equal(["1", "2", "3", "4"], frame.Where(r => r.Text("model") == "right").Texts("answer"));
    }

    [Fact]
    public async Task Comparison_becomes_a_row_that_the_forest_plot_takes()
    {
        Run run = await RunAsync();

        Frame frame = run.Compare("right", "half").ToFrame();

        Assert.Equal(["right − half"], frame.Texts("comparison"));
        Assert.Equal([0.5], frame.Numbers("difference"));
        Assert.Equal(["not distinguishable"], frame.Texts("verdict"));
        Assert.NotEmpty(LlmNotebooks.Charts.Charts.Differences(frame, "comparison", "difference").Json);
    }

    [Fact]
    public async Task Disagreements_show_both_answers_side_by_side()
    {
        Frame frame = (await RunAsync()).Disagreements("right", "half").ToFrame();

        Assert.Equal(["1", "3"], frame.Texts("a: right"));
        Assert.Equal(["?", "?"], frame.Texts("b: half"));
        Assert.Equal([1, 1], frame.Numbers("a_score"));
        Assert.Equal([0, 0], frame.Numbers("b_score"));
    }

    [Fact]
    public async Task ByMetric_ranks_models_and_leaves_those_without_a_mean_out()
    {
        Frame frame = (await RunAsync()).ByMetric();

        Assert.Equal(["right", "half", "broken"], frame.Texts("model"));
        Assert.Equal([1, 0.5, null], frame.Numbers("mean"));
        Assert.Equal([1, 0.5, null], frame.Numbers("share"));
        Assert.Equal([1, 2, null], frame.Numbers("rank"));
        Assert.Equal([4, 4, 0], frame.Numbers("scored"));
        Assert.Equal([0, 0, 4], frame.Numbers("missing"));
        Assert.Equal(["wilson", "wilson", null], frame.Texts("method").Select(method => method?.Split('_')[0]));
        Assert.Equal([null, null, "there is no score"], frame.Texts("reason"));
        Assert.Equal(0.95, frame.Facts.Single(column => column.Name == "ci_low").Level);
    }

    // Eight answers are scored. By exact match and contains the same two are wrong; among the right ones nothing varies.
    [Fact]
    public async Task Metrics_that_order_answers_alike_correlate_and_those_that_do_not_vary_are_missing()
    {
        Run run = await (await RunAsync()).ScoreAsync([TextMetrics.Create("contains"), TextMetrics.Create("bleu")], new ScoringOptions { StorePath = _folder.File("again.db") }, cancellationToken: TestContext.Current.CancellationToken);

        Frame all = run.MetricCorrelations(), right = run.MetricCorrelations(answer => answer.Scores["exact-match"].Value == 1);

        Assert.Equal(9, all.RowCount);
        Assert.All(all.Numbers("answers"), answers => Assert.Equal(8, answers));
        Assert.Equal("contains", all[1, "other"]);
        Assert.Equal(1, all.Numbers("spearman")[1]!.Value, tolerance: 1e-12);
        Assert.All(right.Numbers("answers"), answers => Assert.Equal(6, answers));
        Assert.All(right.Numbers("spearman"), spearman => Assert.Null(spearman));
    }

    [Fact]
    public async Task Runs_of_a_store_and_categories_of_a_data_set_are_frames()
    {
        Run run = await RunAsync();
        Frame runs = (await RunStore.Open(run.StorePath).ListRunsAsync(TestContext.Current.CancellationToken)).ToFrame();
        Frame categories = Dataset.Create("d", [new Sample("1", "a") { Category = "x", Cluster = "c" }, new Sample("2", "b") { Category = "x", Cluster = "c" }, new Sample("3", "d"), new Sample("4", "e")]).ByCategory();

        Assert.Equal((run.Id, "completed", "numbers", 4L, 3L, 12L, 4L), (runs[0, "id"], runs[0, "status"], runs[0, "dataset"], runs[0, "samples"], runs[0, "models"], runs[0, "answers"], runs[0, "errors"]));
        Assert.Equal(["x", null], categories.Texts("category"));
        Assert.Equal([2, 2], categories.Numbers("samples"));
        Assert.Equal([1, 2], categories.Numbers("clusters"));
    }

    // Three models on the numbers 1 to 4: one repeats them, one only the even ones, one always fails.
    private Task<Run> RunAsync() => Evaluator.RunAsync(
        Dataset.Create("numbers", [.. Enumerable.Range(1, 4).Select(n => new Sample($"n{n}", $"{n}") { Target = $"{n}", Category = n % 2 == 0 ? "even" : "odd" })]),
        [
            new Candidate("right", new FakeChatClient(input => input)) { FileBytes = 1_000_000 },
            new Candidate("half", new FakeChatClient(input => input is "2" or "4" ? input : "?")),
            new Candidate("broken", new FakeChatClient(_ => throw new InvalidOperationException("it broke"))),
        ],
        [new ExactMatch()],
        new RunOptions { StorePath = _folder.File("runs.db") },
        cancellationToken: TestContext.Current.CancellationToken);
}
