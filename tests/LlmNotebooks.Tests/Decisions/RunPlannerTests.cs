using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tests.Evaluation;

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
        RunEstimate plan = RunPlanner.Estimate(Runs.Numbers(1_000), Services, new RunOptions { MaxOutputTokens = 5 }, new PlanningOptions { Effect = 0.03 });

        Assert.Equal(2.8016 / Math.Sqrt(1_000), plan.Detectable!.Effect, tolerance: 2e-3);
        Assert.InRange(plan.Needed!.Items, 2.8 * 2.8 / (0.03 * 0.03) * 0.99, 2.8 * 2.8 / (0.03 * 0.03) * 1.02);
        Assert.Equal(plan.CostUsd!.Value * plan.Needed.Items / 1_000, plan.NeededCostUsd!.Value, precision: 9);
        Assert.Contains("To separate 3 points you need", plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_said_and_no_sum_is_short()
    {
        Candidate unknown = Models.OpenAICompatible(new Uri("http://localhost:1"), "nobody-knows-me");

        RunEstimate open = RunPlanner.Estimate(Runs.Numbers(10), Services, new RunOptions());
        RunEstimate unpriced = RunPlanner.Estimate(Runs.Numbers(10), [Services[0], unknown], new RunOptions { MaxOutputTokens = 5 });

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
        RunEstimate plan = RunPlanner.Estimate(Runs.Numbers(10), [Services[0]], new RunOptions { MaxOutputTokens = 5 }, new PlanningOptions { Effect = 0.03 });

        Assert.Null(plan.Detectable);
        Assert.Null(plan.Needed);
    }
}
