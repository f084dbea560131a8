using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Summaries;

/// <summary>Whatever a metric states of itself, everything that reads its scores follows.</summary>
public sealed class MetricFactsTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly MetricInfo Percent = new() { Name = "percent", Maximum = 100 };
    private static readonly MetricInfo Distance = new() { Name = "distance", Better = Better.Lower };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Nine answers of 100 and a failed call: the tenth could be anything from 0 to 100.
    [Fact]
    public async Task Bounds_of_missing_scores_are_those_of_the_metrics_range()
    {
        Candidate once = new("m", new FakeChatClient(input => input == "10" ? throw new InvalidOperationException() : input));

        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(10), [once], [TextMetrics.Create("chrf")], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        MetricSummary metric = run.SummarizeModels()[0].Metric("chrf");
        Assert.Equal((100.0, 1), (metric.Mean!.Value, metric.Missing));
        Assert.Equal(90, metric.Bounds!.Value.Lower, tolerance: 1e-12);
        Assert.Equal(100, metric.Bounds.Value.Upper, tolerance: 1e-12);
    }

    [Fact]
    public async Task Without_a_range_there_are_no_bounds_of_missing_scores()
    {
        MetricInfo open = new() { Name = "open", Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };
        Candidate once = new("m", new FakeChatClient(input => input == "2" ? throw new InvalidOperationException() : input));

        Run run = await RunAsync(open, SmallRuns.Numbers(2), once);

        Assert.Null(run.SummarizeModels()[0].Metric("open").Bounds);
        Assert.Throws<ArgumentException>(() => run.Disagreements("m", "m"));
    }

    // Pass from the middle of 0 to 100 on: 60 and 90 are one verdict, 60 and 40 are two.
    [Fact]
    public async Task Verdicts_follow_the_pass_mark_of_the_range()
    {
        Dataset dataset = Dataset.Create("d", from item in "xy" from wording in "01" select new Sample($"{item}{wording}", $"{item}{wording}") { Cluster = $"{item}", Template = $"{wording}" });
        Candidate a = Answering("a", ("x0", "60"), ("x1", "90"), ("y0", "60"), ("y1", "40"));
        Candidate b = Answering("b", ("x0", "90"), ("x1", "40"), ("y0", "40"), ("y1", "10"));

        Run run = await RunAsync(Percent, dataset, a, b);

        Assert.Equal(new Consistency(2, 0.5, 0.5), run.SummarizeModels()[0].Metric("percent").Consistency);
        Assert.Equal(["x1", "y0"], run.Disagreements("a", "b").Select(found => found.SampleId));
    }

    [Fact]
    public async Task Where_lower_is_better_an_answer_passes_up_to_the_mark()
    {
        Candidate a = Answering("a", ("1", "0.1"), ("2", "0.5"), ("3", "0.9")), b = Answering("b", ("1", "0.4"), ("2", "0.6"), ("3", "1"));

        Run run = await RunAsync(Distance, SmallRuns.Numbers(3), a, b);

        Assert.Equal(["2"], run.Disagreements("a", "b").Select(found => found.Input));
    }

    [Fact]
    public async Task Where_lower_is_better_the_lower_is_taken_however_cheap_the_other()
    {
        Run run = await RunAsync(Distance, SmallRuns.Numbers(60), Always("bad", "0.9", bytes: 1), Always("good", "0.0", bytes: 900));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal(("good", "good"), (choice.Chosen, choice.Best));
        Assert.Equal(Standing.Worse, choice.Options.Single(option => option.Model == "bad").Standing);
        Assert.StartsWith("Take good. It has the lowest distance, 0.000", choice.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_lower_is_better_what_is_hardly_higher_and_cheaper_is_taken()
    {
        Run run = await RunAsync(Percent with { Better = Better.Lower }, SmallRuns.Numbers(200), Always("cheap", "10.5", bytes: 1), Always("best", "10", bytes: 900));

        // The margin is a fiftieth of the range, 2 of 100; of 200 alike differences no 2% may be otherwise.
        Choice choice = Choice.Among(run, Cost.FileSize, margin: 5);

        Assert.Equal(("cheap", "best"), (choice.Chosen, choice.Best));
    }

    [Fact]
    public async Task Where_lower_is_better_comparisons_say_that_the_lower_is()
    {
        Candidate good = Spread("good", value => 0.01 * (value % 5)), bad = Spread("bad", value => 0.9 - (0.01 * (value % 3)));

        Run run = await RunAsync(Distance, SmallRuns.Numbers(60), bad, good);

        Assert.Equal((ComparisonVerdict.ABetter, ComparisonVerdict.BBetter), (run.Compare("good", "bad").Verdict, run.Compare("bad", "good").Verdict));
        Assert.True(run.Compare("good", "bad").Difference < 0);
        Assert.Equal(["good", "bad"], run.CompareAll().Models.Select(model => model.Name));

        Candidate Spread(string name, Func<int, double> of) =>
            new(name, new FakeChatClient(input => of(int.Parse(input, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture)));
    }

    // What could be missing is the worst for one and the best for the other, whichever way the metric goes.
    [Fact]
    public async Task Missing_scores_could_be_anything_where_lower_is_better_too()
    {
        Candidate gaps = new("gaps", new FakeChatClient(input => int.Parse(input, CultureInfo.InvariantCulture) <= 20 ? throw new InvalidOperationException() : "0.0")) { FileBytes = 1 };

        Choice choice = Choice.Among(await RunAsync(Distance, SmallRuns.Numbers(200), gaps, Always("whole", "0.01", bytes: 900)), Cost.FileSize);

        Assert.Equal(Standing.Undecided, choice.Options.Single(option => option.Model == "whole").Standing);
    }

    // The name of a cluster says nothing: that another sample is called like it makes no cluster of the two.
    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    public async Task A_cluster_that_is_named_like_another_sample_is_not_that_samples(string cluster)
    {
        Dataset dataset = Dataset.Create("d", [new("a", "1") { Target = "1" }, new("b", "2") { Target = "?", Cluster = cluster }, new("c", "3") { Target = "3" }]);

        Run run = await Evaluator.RunAsync(dataset, [SmallRuns.Echo(), Always("n", "1", 1)], [new ExactMatch()], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        ModelSummary model = run.SummarizeModels()[0];
        Assert.Equal((3, 3), (model.Clusters, model.Metric("exact-match").Estimate.Clusters));
        Assert.Equal(3, run.Compare("m", "n").Clusters);
        Assert.Equal(3, run.CompareAll().Models[0].Estimate.Clusters);
    }

    private static Candidate Always(string name, string text, long bytes) => new(name, new FakeChatClient(_ => text)) { FileBytes = bytes };

    private static Candidate Answering(string name, params (string Input, string Text)[] answers) => new(name, new FakeChatClient(input => answers.First(answer => answer.Input == input).Text));

    private Task<Run> RunAsync(MetricInfo info, Dataset dataset, params IReadOnlyList<Candidate> candidates) => Evaluator.RunAsync(
        dataset, candidates, [new FakeMetric(info, text => double.Parse(text, CultureInfo.InvariantCulture))], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);
}
