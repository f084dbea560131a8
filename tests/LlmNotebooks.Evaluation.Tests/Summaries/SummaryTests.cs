using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Summaries;

public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Paraphrases_of_one_item_are_one_cluster_and_one_group_of_verdicts()
    {
        // Three items in three wordings: all right; two of three right; all wrong.
        Run run = await RunAsync(Paraphrased(), Answering("m", "a0", "a1", "a2", "b0", "b1"));

        MetricSummary metric = Assert.Single(run.SummarizeModels()).Metric("exact-match");
        Assert.Equal((9, 9, 3), (metric.Estimate.Observations, metric.Estimate.Items, metric.Estimate.Clusters));
        // Means 1, 2/3, 0 of equal clusters: SE = s/√3, and s² = 7/27 by hand.
        Assert.Equal(Math.Sqrt(7.0 / 27 / 3), metric.Estimate.Se!.Value, tolerance: 1e-15);
        // Pairs that agree: 3 of 3, 1 of 3, 3 of 3.
        Assert.Equal(3, metric.Consistency!.Groups);
        Assert.Equal(2.0 / 3, metric.Consistency.EqualVerdicts, tolerance: 1e-15);
        Assert.Equal(7.0 / 9, metric.Consistency.PairAgreement, tolerance: 1e-15);
    }

    [Fact]
    public async Task Repetitions_of_one_sample_are_one_item_and_one_group_of_verdicts()
    {
        int calls = 0;
        FakeChatClient everyThird = new(input => Interlocked.Increment(ref calls) % 3 == 0 ? "?" : input);

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(2), new Candidate("m", everyThird), new RunOptions { Repetitions = 3, Concurrency = 1 });

        MetricSummary metric = Assert.Single(run.SummarizeModels()).Metric("exact-match");
        Assert.Equal((6, 2, 2), (metric.Estimate.Observations, metric.Estimate.Items, metric.Estimate.Clusters));
        // Order of calls: 1 2 | 1 2 | 1 2, of which the third and sixth are wrong: each sample has one wrong of three.
        Assert.Equal(new Consistency(2, 0, 1.0 / 3), metric.Consistency);
        Assert.Equal(2.0 / 3, metric.Mean!.Value, tolerance: 1e-15);
    }

    [Fact]
    public async Task One_observation_says_nothing_of_consistency()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(5), SmallRuns.Echo());

        Assert.Null(Assert.Single(run.SummarizeModels()).Metric("exact-match").Consistency);
    }

    [Fact]
    public async Task Categories_are_summed_up_apart()
    {
        Dataset dataset = Dataset.Create("d", [new("1", "x") { Target = "x", Category = "b" }, new("2", "y") { Target = "?", Category = "a" }, new("3", "z") { Target = "z" }]);

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), dataset, SmallRuns.Echo());

        Assert.Equal([("", 1.0), ("a", 0.0), ("b", 1.0)], run.SummarizeCategories().Select(s => (s.Category!, s.Metric("exact-match").Mean!.Value)));
    }

    [Fact]
    public async Task All_models_are_compared_as_each_pair_is()
    {
        Run run = await RunAsync(Paraphrased(), Answering("right", "a0", "a1", "a2", "b0", "b1", "b2", "c0"), Answering("less", "a0", "a1", "a2"), Answering("none"));

        AllPairsComparison all = run.CompareAll();

        Assert.Equal(["right", "less", "none"], all.Models.Select(model => model.Name));
        Assert.Equal(3, all.Models[0].Estimate.Clusters);
        Assert.All(all.Pairs, pair => Assert.Equal(run.Compare(pair.A, pair.B).P, pair.P));
        Assert.Equal(["less", "none"], run.CompareAll(models: ["none", "less"]).Models.Select(model => model.Name));
        Assert.Contains("it has right, less, none", Assert.Throws<ArgumentException>(() => run.CompareAll(models: ["right", "else"])).Message, StringComparison.Ordinal);
        Assert.Contains("'less' is named twice", Assert.Throws<ArgumentException>(() => run.CompareAll(models: ["less", "less"])).Message, StringComparison.Ordinal);
        Assert.Contains("at least 2 models, not 1", Assert.Throws<ArgumentException>(() => run.CompareAll(models: ["less"])).Message, StringComparison.Ordinal);
        Assert.Contains("it has exact-match", Assert.Throws<ArgumentException>(() => run.CompareAll("bleu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_models_are_paired_by_sample_and_clustered_by_item()
    {
        Run run = await RunAsync(Paraphrased(), Answering("right", "a0", "a1", "a2", "b0", "b1", "b2", "c0"), Answering("less", "a0", "a1", "a2"));

        PairedComparison c = run.Compare("right", "less");

        Assert.Equal((9, 3, 2), (c.Items, c.Clusters, c.DegreesOfFreedom));
        Assert.Equal(4.0 / 9, c.Difference!.Value, tolerance: 1e-15);
        // Differences per item 0, 1, 1/3 of equal clusters: s² = 7/27 again.
        Assert.Equal(Math.Sqrt(7.0 / 27 / 3), c.SePaired!.Value, tolerance: 1e-15);
        Assert.Contains("it has right, less", Assert.Throws<ArgumentException>(() => run.Compare("right", "none")).Message, StringComparison.Ordinal);
        Assert.Contains("it has exact-match", Assert.Throws<ArgumentException>(() => run.Compare("right", "less", "bleu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disagreements_stand_side_by_side_and_missing_ones_apart()
    {
        Candidate fails = new("b", new FakeChatClient(input => input switch { "a1" => "wrong", "c2" => throw new InvalidOperationException(), _ => input }));
        Run run = await RunAsync(Paraphrased(), Answering("a", "a0", "a1", "b0", "b1", "b2", "c0", "c1", "c2"), fails);

        Disagreements found = run.Disagreements("a", "b");

        Assert.Equal(["a1", "a2"], found.Select(d => d.SampleId));
        Assert.Equal(("a1", "wrong", 1.0, 0.0), (found[0].A.Text, found[0].B.Text, found[0].A.Score.Value, found[0].B.Score.Value));
        Assert.Equal((8, "exact-match"), (found.Compared, found.Metric));
        Disagreement missing = Assert.Single(found.Missing);
        Assert.Equal(("c2", "c2", null, "no answer: failed"), (missing.SampleId, missing.A.Text, missing.B.Text, missing.B.Score.Reason));
    }

    [Fact]
    public async Task A_service_is_reached_through_the_sdk_once_a_call_and_its_errors_are_seen()
    {
        await using ChatServer server = await ChatServer.StartAsync(input => input, number => number == 2 ? 500 : 200);
        Candidate candidate = LlmNotebooks.Inference.Models.Parse($"openai-compatible:{server.Endpoint}#tiny");

        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(3), candidate, new RunOptions { Concurrency = 1, Retry = RetryOptions.None });

        ModelSummary model = Assert.Single(run.SummarizeModels());
        Assert.Equal((3, 3, 1), (server.Requests, model.Calls, model.Errors));
        Assert.Equal(1, model.Metric("exact-match").Mean);
        Assert.NotNull(model.InputTokens);
        Assert.NotNull(model.TimeToFirstTokenMs);
        // Nobody gave a key, so none was sent.
        Assert.All(server.Authorizations, header => Assert.Equal("", header));
    }

    [Fact]
    public async Task A_given_key_is_sent_and_not_stored()
    {
        await using ChatServer server = await ChatServer.StartAsync(input => input, _ => 401);
        Candidate candidate = LlmNotebooks.Inference.Models.OpenAICompatible(new Uri(server.Endpoint), "tiny", new() { ApiKey = "hunter2-hunter2" });
        string store = _folder.File("r.db");

        Run run = await SmallRuns.RunAsync(store, SmallRuns.Numbers(1), candidate);

        Assert.Equal("Bearer hunter2-hunter2", Assert.Single(server.Authorizations));
        Assert.Contains("401", Assert.Single(run.Answers()).ErrorMessage, StringComparison.Ordinal);
        Assert.True(File.ReadAllBytes(store).AsSpan().IndexOf("hunter2"u8) < 0);
    }

    // data/models/CARD.md: mean 0.765; items with equal verdict on all 3 paraphrases 0.868.
    [Fact]
    public async Task The_smallest_shipped_model_scores_what_its_card_says()
    {
        Dataset dataset = Dataset.Load(Repository.PathOf("data", "datasets", "skills-test.jsonl"));
        using Candidate pico = LlmNotebooks.Inference.Models.FromGguf(Repository.PathOf("data", "models", "skills-pico-f16.gguf"));

        Run run = await RunAsync(dataset, pico);

        MetricSummary metric = Assert.Single(run.SummarizeModels()).Metric("exact-match");
        Assert.Equal(0.765, metric.Mean!.Value, tolerance: 0.005);
        Assert.Equal(0.868, metric.Consistency!.EqualVerdicts, tolerance: 0.01);
        Dictionary<string, double> card = new() { ["arithmetic"] = 0.098, ["comparison"] = 0.873, ["sorting"] = 0.971, ["text"] = 0.961, ["extraction"] = 0.951, ["sentiment"] = 0.539, ["number-words"] = 0.755, ["coding"] = 0.971 };
        Assert.All(run.SummarizeCategories(), category => Assert.Equal(card[category.Category!], category.Metric("exact-match").Mean!.Value, tolerance: 0.02));
    }

    private static Dataset Paraphrased() =>
        Dataset.Create("paraphrased", from item in "abc" from wording in "012" select new Sample($"{item}{wording}", $"{item}{wording}") { Target = $"{item}{wording}", Cluster = $"{item}", Template = $"{wording}" });

    private static Candidate Answering(string name, params string[] right) => new(name, new FakeChatClient(input => right.Contains(input) ? input : "?"));

    private Task<Run> RunAsync(Dataset dataset, params IReadOnlyList<Candidate> candidates) =>
        Evaluator.RunAsync(dataset, candidates, [new ExactMatch()], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: TestContext.Current.CancellationToken);
}
