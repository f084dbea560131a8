using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Decisions;

public sealed class ChoiceTests
{
    [Fact]
    public async Task Of_two_that_answer_nearly_alike_the_smaller_is_taken()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 400, ("large", 900, i => i % 10 != 0), ("small", 100, i => i % 10 != 0 && i != 1));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal(("small", "large"), (choice.Chosen, choice.Best));
        Assert.Contains("89% less", choice.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("large", "small")]
    [InlineData("small", "large")]
    public async Task Of_equal_scores_the_cheapest_is_the_best_whoever_comes_first(string first, string second)
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 8, (first, first == "large" ? 900 : 100, i => i == 0), (second, second == "large" ? 900 : 100, i => i == 0));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal(("small", "small"), (choice.Chosen, choice.Best));
        Assert.StartsWith("Take small. It shares the highest exact-match, 0.125", choice.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_cost_is_known_the_words_say_so()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 8, ("a", null, i => i > 0), ("b", null, i => i > 1));

        Assert.Contains("of no candidate is known", Choice.Among(run, Cost.FileSize).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_items_that_all_agree_show_nothing()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 50, ("large", 900, i => i % 10 != 0), ("small", 100, i => i % 10 != 0));

        ChoiceOption option = Choice.Among(run, Cost.FileSize).Options[1];

        // Clopper-Pearson, no event in 50 trials, two-sided 95%: upper limit 1 - 0.025^(1/50) = 0.0711 (tables: 7.1%).
        Assert.Equal(Standing.Undecided, option.Standing);
        Assert.Equal(0.0711, option.Interval!.Value.Upper, 5e-5);
        Assert.Equal(-0.0711, option.Interval.Value.Lower, 5e-5);
    }

    [Fact]
    public async Task What_is_missing_counts_item_by_item()
    {
        using TemporaryFolder folder = new();
        // The other one fails on ten items that the best has right, and answers all the rest alike.
        Run run = await RunAsync(folder, 100, ("best", 900, i => i < 50), ("gaps", 1, i => i < 10 ? null : i < 50));

        ChoiceOption gaps = Choice.Among(run, Cost.FileSize, margin: 0.05).Options.Single(option => option.Model == "gaps");

        // All ten could be wrong where the best is right: at the worst the difference is -10/100.
        Assert.Equal(Standing.Undecided, gaps.Standing);
        Assert.True(gaps.Interval!.Value.Lower < -0.10, gaps.ToString());
    }

    [Fact]
    public async Task A_candidate_that_never_answered_is_named_and_not_taken()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 20, ("answers", 900, _ => true), ("silent", 1, _ => null));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal("answers", choice.Chosen);
        Assert.Contains("silent: it has no score", choice.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_is_shown_to_be_worse_is_not_taken_however_cheap()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 200, ("good", 900, i => i % 20 != 0), ("bad", 1, i => i % 2 == 0));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal("good", choice.Chosen);
        Assert.Equal(Standing.Worse, choice.Options.Single(option => option.Model == "bad").Standing);
    }

    [Fact]
    public async Task Too_few_items_to_tell_leave_the_best()
    {
        using TemporaryFolder folder = new();
        // Four against three of five: no one could call that a difference, and no one could call it none.
        Run run = await RunAsync(folder, 5, ("four", 900, i => i != 0), ("three", 1, i => i > 1));

        Choice choice = Choice.Among(run, Cost.FileSize);

        Assert.Equal("four", choice.Chosen);
        Assert.Equal(Standing.Undecided, choice.Options.Single(option => option.Model == "three").Standing);
    }

    [Fact]
    public async Task Missing_scores_could_be_anything_so_they_leave_it_open()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 200, ("whole", 900, i => i % 10 != 0), ("gaps", 1, i => i % 20 == 5 ? null : i % 10 != 0));

        ChoiceOption gaps = Choice.Among(run, Cost.FileSize).Options.Single(option => option.Model == "gaps");

        Assert.Equal(10, gaps.Missing);
        Assert.Equal(Standing.Undecided, gaps.Standing);
        Assert.Contains("missing", gaps.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_intervals_are_those_of_the_paired_comparison_at_the_corrected_level()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 120, ("a", 3, i => i % 9 != 0), ("b", 2, i => i % 7 != 0), ("c", 1, i => i % 5 != 0));

        Choice choice = Choice.Among(run, Cost.FileSize, confidence: 0.9);

        foreach (ChoiceOption option in choice.Options.Where(option => option.Model != choice.Best))
        {
            // Three candidates make three pairs; at 90% together each has 1 - 0.1/3 (Bonferroni).
            PairedComparison comparison = run.Compare(option.Model, choice.Best, confidence: 1 - (0.1 / 3));
            Assert.Equal(comparison.Interval!.Value.Lower, option.Interval!.Value.Lower, 1e-12);
            Assert.Equal(comparison.Interval.Value.Upper, option.Interval.Value.Upper, 1e-12);
        }
    }

    [Fact]
    public async Task A_wider_margin_never_costs_more()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 300, ("a", 5, i => i % 40 != 0), ("b", 4, i => i % 30 != 0), ("c", 3, i => i % 20 != 0), ("d", 2, i => i % 10 != 0), ("e", 1, i => i % 4 != 0));

        double[] costs = [.. Enumerable.Range(0, 40).Select(step => Choice.Among(run, Cost.FileSize, margin: step / 40.0))
            .Select(choice => choice.Options.Single(option => option.Model == choice.Chosen).Cost!.Value)];

        Assert.Equal(costs.OrderDescending(), costs);
        Assert.Equal(5, costs[0]);
        Assert.Equal(1, costs[^1]);
    }

    [Fact]
    public async Task A_model_of_unknown_cost_is_taken_only_as_the_best()
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 50, ("best", 900, i => i != 0), ("unknown", null, i => i != 0));

        Assert.Equal("best", Choice.Among(run, Cost.FileSize).Chosen);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public async Task A_margin_out_of_range_is_refused(double margin)
    {
        using TemporaryFolder folder = new();
        Run run = await RunAsync(folder, 5, ("a", 1, _ => true));

        Assert.Throws<ArgumentOutOfRangeException>(() => Choice.Among(run, Cost.FileSize, margin));
    }

    /// <summary>Models whose answer to item i is right, wrong, or a failed call (null).</summary>
    private static async Task<Run> RunAsync(TemporaryFolder folder, int items, params (string Name, long? Bytes, Func<int, bool?> Right)[] models)
    {
        Dataset dataset = Dataset.Create("items", Enumerable.Range(0, items).Select(i => new Sample(i.ToString(CultureInfo.InvariantCulture), i.ToString(CultureInfo.InvariantCulture)) { Target = "yes" }));
        Candidate[] candidates = [.. models.Select(model => new Candidate(model.Name, new FakeChatClient(input => model.Right(int.Parse(input, CultureInfo.InvariantCulture)) switch
        {
            null => throw new InvalidOperationException("the server is away"),
            true => "yes",
            false => "no",
        })) { FileBytes = model.Bytes })];
        return await Evaluator.RunAsync(dataset, candidates, [new ExactMatch()], new RunOptions { StorePath = folder.File("runs.db") }, cancellationToken: TestContext.Current.CancellationToken);
    }
}
