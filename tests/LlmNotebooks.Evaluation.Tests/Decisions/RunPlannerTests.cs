using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Decisions;

public sealed class RunPlannerTests
{
    private static readonly Candidate[] Services =
    [
        Models.OpenAICompatible(new Uri("https://api.openai.com"), "gpt-5-nano", new OpenAICompatibleOptions { ApiKey = "none" }),
        Models.OpenAICompatible(new Uri("https://api.openai.com"), "gpt-5-mini", new OpenAICompatibleOptions { ApiKey = "none" }),
    ];

    [Fact]
    public void Without_a_pilot_lengths_and_the_longest_answer_count()
    {
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 100).Select(i => new Sample($"s{i}", new string('x', 400))));
        RunOptions options = new() { MaxOutputTokens = 50, Repetitions = 2 };

        RunEstimate plan = RunPlanner.Estimate(dataset, Services, options);

        // 400 characters are 100 tokens; every answer may have 50.
        Assert.Equal((400, 40_000, 20_000), (plan.Calls, plan.InputTokens, plan.OutputTokens));
        Assert.All(plan.Models, model => Assert.True(model.OutputIsLongest));
        decimal expected = Services.Sum(model => PriceBook.BuiltIn.Cost(null, model.Name, new Usage(20_000, 10_000), TimeProvider.System.GetUtcNow()).TotalUsd!.Value);
        Assert.Equal(expected, plan.CostUsd);
        Assert.Null(plan.Time);
    }

    // Two models that differ on every item: the standard error of the difference is 1/√n, and 80% power at 5% takes 2.8 of them; Cohen (1988), 2.4.
    [Fact]
    public void Without_a_pilot_the_smallest_difference_is_that_of_the_worst_case()
    {
        RunEstimate plan = RunPlanner.Estimate(SmallRuns.Numbers(1_000), Services, new RunOptions { MaxOutputTokens = 5 }, new PlanningOptions { Effect = 0.03 });

        Assert.Equal(2.8016 / Math.Sqrt(1_000), plan.Detectable!.Effect, tolerance: 2e-3);
        Assert.InRange(plan.Needed!.Items, 2.8 * 2.8 / (0.03 * 0.03) * 0.99, 2.8 * 2.8 / (0.03 * 0.03) * 1.02);
        Assert.Equal(plan.CostUsd!.Value * plan.Needed.Items / 1_000, plan.NeededCostUsd!.Value, precision: 9);
        Assert.Contains("To separate 3 points you need", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_said_and_no_sum_is_short()
    {
        Candidate unknown = Models.OpenAICompatible(new Uri("http://localhost:1"), "nobody-knows-me");

        RunEstimate open = RunPlanner.Estimate(SmallRuns.Numbers(10), Services, new RunOptions());
        RunEstimate unpriced = RunPlanner.Estimate(SmallRuns.Numbers(10), [Services[0], unknown], new RunOptions { MaxOutputTokens = 5 });

        Assert.Null(open.OutputTokens);
        Assert.Null(open.CostUsd);
        Assert.Contains("give a pilot run, or the longest answer", open.Models[0].Unpriced, StringComparison.Ordinal);
        Assert.Null(unpriced.CostUsd);
        Assert.Equal(unpriced.Models[0].CostUsd, unpriced.AtLeastUsd);
        Assert.Contains("no price for nobody-knows-me", unpriced.ToString(), StringComparison.Ordinal);
    }

    // The same data as the pilot: what it took is what the plan says, and the design is that of its pairs.
    [Fact]
    public async Task A_pilot_on_the_same_data_is_foretold()
    {
        Run pilot = await RunStore.Open(Repository.PathOf("data", "recordings", "skills.db")).OpenRunAsync("skills", TestContext.Current.CancellationToken);
        using Candidate micro = Models.FromGguf(Repository.PathOf("data", "models", "skills-micro-f16.gguf")), nano = Models.FromGguf(Repository.PathOf("data", "models", "skills-nano-f16.gguf"));
        RunOptions options = new() { Repetitions = pilot.Plan.Repetitions, SystemPrompt = pilot.Plan.SystemPrompt, Concurrency = 1 };

        RunEstimate plan = RunPlanner.Estimate(pilot.LoadDataset(), [micro, nano], options, new PlanningOptions { Pilot = pilot });

        ModelSummary[] took = [.. pilot.SummarizeModels().Where(model => model.Model is "skills-micro-f16" or "skills-nano-f16").OrderBy(model => model.Model, StringComparer.Ordinal)];
        Assert.All(plan.Models.Zip(took), pair =>
        {
            // Means are rounded up to whole tokens.
            Assert.InRange(pair.First.InputTokens - pair.Second.InputTokens!.Value, 0, 1);
            Assert.InRange(pair.First.OutputTokens!.Value - pair.Second.OutputTokens!.Value, 0, 1);
        });
        Assert.Equal(took.Sum(model => model.LatencyMs!.Mean * model.Calls), plan.Time!.Value.TotalMilliseconds, tolerance: 1);
        Assert.Equal(0, plan.CostUsd);
        PairedDesign design = PairedDesign.FromPilot(pilot.Scores("skills-micro-f16"), pilot.Scores("skills-nano-f16"));
        Assert.Equal(design.MinimumDetectableEffect(816)!.Value, plan.Detectable!.Effect, tolerance: 1e-12);
        Assert.Equal((816, 272), (plan.Samples, plan.Clusters));
    }

    [Fact]
    public void One_model_is_compared_with_none()
    {
        RunEstimate plan = RunPlanner.Estimate(SmallRuns.Numbers(10), [Services[0]], new RunOptions { MaxOutputTokens = 5 }, new PlanningOptions { Effect = 0.03 });

        Assert.Null(plan.Detectable);
        Assert.Null(plan.Needed);
    }

    // What says nothing of differences does not change what is known of them, and the tokens of a pilot are measured all the same.
    [Theory]
    [InlineData(1, "run p has one model, so the worst case of 0/1 scores, and a cluster's samples counted as one")]
    [InlineData(2, "run p says nothing about differences, since its 20 differences are all 0, so the worst case of 0/1 scores, and a cluster's samples counted as one")]
    public async Task A_pilot_that_says_nothing_of_differences_leaves_the_worst_case(int models, string source)
    {
        Dataset dataset = Dataset.Create("d", Enumerable.Range(0, 200).Select(i => new Sample($"s{i}", $"{i}") { Target = $"{i}", Cluster = $"c{i / 2}" }));
        Candidate[] alike = [.. Enumerable.Range(0, models).Select(i => new Candidate($"m{i}", new FakeChatClient(input => input) { Usage = new() { InputTokenCount = 7, OutputTokenCount = 3 } }))];
        using TemporaryFolder folder = new();
        Run pilot = await Evaluator.RunAsync(dataset.Take(20), alike, [new ExactMatch()], new RunOptions { StorePath = folder.File("p.db"), RunId = "p" }, cancellationToken: TestContext.Current.CancellationToken);
        Candidate[] planned = [SmallRuns.Echo("m0"), SmallRuns.Echo("other")];
        RunOptions options = new() { MaxOutputTokens = 50 };

        RunEstimate without = RunPlanner.Estimate(dataset, planned, options, new PlanningOptions { Effect = 0.03 });
        RunEstimate plan = RunPlanner.Estimate(dataset, planned, options, new PlanningOptions { Effect = 0.03, Pilot = pilot });

        Assert.Equal((without.Detectable!.Effect, without.Needed!.Items), (plan.Detectable!.Effect, plan.Needed!.Items));
        Assert.Equal(source, plan.Detectable.Design.Source);
        Assert.Equal(600, plan.Models[0].OutputTokens);
        // Clusters of two count as one: (1.960 + 0.842)² / 0.03² clusters by the normal distribution, of two samples each.
        Assert.Equal(2 * 2.8016 * 2.8016 / (0.03 * 0.03), plan.Needed.Items, tolerance: 10);
    }

    [Fact]
    public async Task Scores_without_bounds_are_planned_for_by_a_pilot_alone()
    {
        using TemporaryFolder folder = new();
        FakeMetric length = new(new MetricInfo { Name = "length", Maximum = double.PositiveInfinity }, text => text.Length);
        Run pilot = await Evaluator.RunAsync(
            SmallRuns.Numbers(200), [SmallRuns.Echo("a"), new Candidate("b", new FakeChatClient(input => input.Length == 3 ? input : input + input))], [length],
            new RunOptions { StorePath = folder.File("r.db") }, cancellationToken: TestContext.Current.CancellationToken);
        PlanningOptions open = new() { ScoreRange = double.PositiveInfinity };

        RunEstimate unknown = RunPlanner.Estimate(SmallRuns.Numbers(1_000), Services, new RunOptions(), open);
        RunEstimate known = RunPlanner.Estimate(SmallRuns.Numbers(1_000), Services, new RunOptions(), open with { Pilot = pilot, Effect = 0.5 });

        Assert.Equal((2_000L, (PairedPlan?)null, (PairedPlan?)null), (unknown.Calls, unknown.Detectable, unknown.Needed));
        Assert.Contains("the scores have no bounds", unknown.ToString(), StringComparison.Ordinal);
        Assert.Contains("To separate a difference of 0.5 you need", known.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_that_no_two_scores_have_is_refused_and_points_are_of_the_range()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RunPlanner.Estimate(SmallRuns.Numbers(10), Services, new RunOptions(), new PlanningOptions { Effect = 3 }));
        RunEstimate of100 = RunPlanner.Estimate(SmallRuns.Numbers(1_000), Services, new RunOptions(), new PlanningOptions { Effect = 3, ScoreRange = 100 });
        RunEstimate of1 = RunPlanner.Estimate(SmallRuns.Numbers(1_000), Services, new RunOptions(), new PlanningOptions { Effect = 0.03 });

        Assert.Contains("three points are 0.03", error.Message, StringComparison.Ordinal);
        Assert.Equal(of1.Needed!.Items, of100.Needed!.Items);
        Assert.Contains("To separate 3 points you need", of100.ToString(), StringComparison.Ordinal);
        Assert.Equal(100 * of1.Detectable!.Effect, of100.Detectable!.Effect, tolerance: 1e-9);
    }
}
