using LlmNotebooks.Candidates;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;
using LlmNotebooks.Tests.Pricing;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Tests.Decisions;

public sealed class RunCostsTests : IDisposable
{
    private static readonly PriceBook Book = Books.One(("input_mtok", new UnitPrice(10)), ("cache_read_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(50)));
    private static readonly UsageDetails Used = new() { InputTokenCount = 1000, CachedInputTokenCount = 400, OutputTokenCount = 200, ReasoningTokenCount = 150 };

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder.File("runs.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_costs_what_its_calls_cost()
    {
        Run run = await RunAsync(10, new FakeChatClient(input => int.Parse(input, System.Globalization.CultureInfo.InvariantCulture) <= 4 ? input : "wrong") { Usage = Used });

        ModelCost cost = Assert.Single(run.Costs(Book, _ => new PricedAs("p", "m")));

        // 600 fresh prompt tokens at 10, 400 cached ones at 1 and 200 of the answer at 50 USD a million.
        Assert.Equal(0.0164m, cost.PerCallUsd);
        Assert.Equal(0.164m, cost.Cost.TotalUsd);
        Assert.Equal(4, cost.Solved);
        Assert.Equal(0.041, cost.PerSolvedUsd.Ratio!.Value, 1e-12);
        Assert.True(cost.PerSolvedUsd.Lower < 0.041 && cost.PerSolvedUsd.Upper > 0.041);
        Answer answer = run.Answers().First();
        Assert.Equal((400L, 150L), (answer.CachedInputTokens, answer.ReasoningTokens));
    }

    [Fact]
    public async Task Calls_without_a_price_stay_visible()
    {
        Run run = await RunAsync(6, new FakeChatClient((input, _, _) => input == "2" ? throw new InvalidOperationException("away") : Task.FromResult(input)) { Usage = Used });

        ModelCost cost = Assert.Single(run.Costs(Book, _ => new PricedAs("p", "m")));

        Assert.Equal("at least $0.0820, 1 of 6 calls unpriced", cost.Cost.ToString());
        Assert.Null(cost.PerCallUsd);
        Assert.Null(cost.PerSolvedUsd.Ratio);
        Assert.Equal("1 calls unpriced: the call failed and reported no tokens", cost.PerSolvedUsd.Reason);
        ModelCost unknown = Assert.Single(run.Costs(Book));
        Assert.Equal(6, unknown.Cost.UnpricedUsages);
        Frame frame = run.Costs(Book).ToFrame();
        Assert.Null(frame[0, "total_usd"]);
        Assert.Null(frame[0, "per_solved_usd"]);
    }

    [Fact]
    public async Task A_model_that_reports_no_tokens_is_unpriced_and_one_that_solves_nothing_has_no_price_for_a_task()
    {
        Run silent = await RunAsync(3, new FakeChatClient(input => input));
        Assert.Equal("the model reported no tokens", Assert.Single(silent.Costs(Book, _ => new PricedAs("p", "m"))).Cost.Reasons[0].Key);

        Run wrong = await RunAsync(3, new FakeChatClient(_ => "wrong") { Usage = Used });
        RatioEstimate perSolved = Assert.Single(wrong.Costs(Book, _ => new PricedAs("p", "m"))).PerSolvedUsd;
        Assert.Equal((null, null, "no task was solved"), (perSolved.Ratio, perSolved.Upper, perSolved.Reason));
    }

    [Fact]
    public async Task Of_two_that_answer_alike_the_one_with_the_lower_price_is_taken()
    {
        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(200), [new Candidate("dear", new FakeChatClient(input => input) { Usage = Used }), new Candidate("cheap", new FakeChatClient(input => input) { Usage = Used })],
            [new ExactMatch()], new RunOptions { StorePath = Store }, cancellationToken: TestContext.Current.CancellationToken);
        PriceBook book = new([
            new ProviderPrices { Id = "p", Name = "P", Models = [Books.Model(("input_mtok", new UnitPrice(10)), ("output_mtok", new UnitPrice(50)))] },
            new ProviderPrices { Id = "q", Name = "Q", Models = [Books.Model(("input_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(5)))] }]);

        Choice choice = Choice.Among(run, Cost.OfCall(book, candidate => new PricedAs(candidate.Name == "dear" ? "p" : "q", "m"), Books.Noon));

        Assert.Equal("cheap", choice.Chosen);
        // 1,000 prompt tokens at 1 and 200 of the answer at 5 USD a million.
        Assert.Equal(0.002, choice.Options.Single(option => option.Model == "cheap").Cost!.Value, 1e-15);
        Assert.Null(Choice.Among(run, Cost.OfCall(book, _ => new PricedAs("p", "x"), Books.Noon)).Options[0].Cost);
    }

    [Fact]
    public async Task A_metric_that_the_run_lacks_is_refused_by_name()
    {
        Run run = await RunAsync(1, new FakeChatClient(input => input) { Usage = Used });

        Assert.Contains("exact-match", Assert.Throws<ArgumentException>(() => run.Costs(Book, metric: "bleu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_are_those_of_the_calls_time_unless_told_otherwise()
    {
        Run run = await RunAsync(2, new FakeChatClient(input => input) { Usage = Used });
        PriceBook past = Books.Of(Books.Model() with { Periods = [Books.Period(("input_mtok", new UnitPrice(1)), ("output_mtok", new UnitPrice(1))) with { Until = Books.Noon }] });

        Assert.Equal(2, Assert.Single(run.Costs(past, _ => new PricedAs("p", "m"))).Cost.UnpricedUsages);
        Assert.Equal(0.0024m, Assert.Single(run.Costs(past, _ => new PricedAs("p", "m"), at: Books.Noon.AddDays(-1))).Cost.TotalUsd);
    }

    [Fact]
    public async Task Throughput_is_counted_over_the_time_in_which_a_call_was_under_way()
    {
        Run run = await RunAsync(40, new FakeChatClient(async (input, _, token) =>
        {
            await Task.Delay(5, token);
            return input;
        }) { Usage = Used }, concurrency: 4);

        MeasuredThroughput measured = MeasuredThroughput.Of(run, "m");

        Answer[] answers = [.. run.Answers()];
        double span = answers.Max(a => (a.StartedAt - answers.Min(b => b.StartedAt)).TotalSeconds + (a.LatencyMs!.Value / 1000));
        Assert.InRange(measured.BusySeconds, answers.Max(a => a.LatencyMs!.Value) / 1000, span + 1e-3);
        Assert.Equal(40 * 200 / measured.BusySeconds, measured.OutputTokensPerSecond, 1e-6);
        Assert.InRange(measured.MeanConcurrency, 1, 4.001);
        Assert.Throws<ArgumentException>(() => MeasuredThroughput.Of(run, "other"));
    }

    private Task<Run> RunAsync(int samples, IChatClient client, int concurrency = 1) => Evaluator.RunAsync(
        SmallRuns.Numbers(samples), [new Candidate("m", client)], [new ExactMatch()], new RunOptions { StorePath = Store, Concurrency = concurrency }, cancellationToken: TestContext.Current.CancellationToken);
}
