using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using LlmNotebooks.Statistics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Tests.Scoring;

public sealed class ScorerTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_scorer_gives_several_scores_in_its_order()
    {
        Run run = await RunAsync(3, Scorer(["digits", "twice"], answer => [Score.Of(answer.Text.Length), Score.Of(2 * answer.Text.Length)]));

        Assert.Equal(["digits", "twice"], run.Metrics.Select(metric => metric.Name));
        Assert.Equal([(1.0, 2.0), (1, 2), (1, 2)], run.Answers().Select(answer => (answer.ScoreOf("digits")!.Value, answer.ScoreOf("twice")!.Value)));
    }

    [Fact]
    public async Task A_scorer_that_returns_too_few_scores_is_missing_with_a_reason_and_others_are_not()
    {
        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(2), [SmallRuns.Echo()], [Scorer(["one", "two"], _ => [Score.Of(1)]), Scorer(["null"], _ => null!), Scorer(["hole"], _ => [null!]), new ExactMatch()],
            new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.All(run.Answers(), answer =>
        {
            Assert.Equal("the metric returned 1 scores where it has 2", answer.Scores["one"].Reason);
            Assert.Equal("the metric returned 1 scores where it has 2", answer.Scores["two"].Reason);
            Assert.Equal("the metric returned 0 scores where it has 1", answer.Scores["null"].Reason);
            Assert.Equal("the metric returned nothing", answer.Scores["hole"].Reason);
            Assert.Equal(1, answer.ScoreOf("exact-match"));
        });
        Assert.Equal(2, run.SummarizeModels()[0].Metric("two").Missing);
    }

    [Fact]
    public async Task What_looks_at_other_answers_is_asked_when_all_are_there_and_gets_those_to_the_same_sample()
    {
        FakeChatClient second = new(input => input == "2" ? throw new InvalidOperationException() : input + "!");
        Scorer agree = Scorer(["others"], answer => [Score.Of(answer.Others.Count, string.Join(' ', answer.Others.Select(other => $"{other.Model}/{other.Repetition}/{other.Text}")))], needsOthers: true);

        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(3), [SmallRuns.Echo("a"), new Candidate("b", second)], [agree],
            new RunOptions { StorePath = _folder.File("r.db"), Repetitions = 2 }, cancellationToken: Token);

        Answer first = run.Answers("a").First(answer => answer is { SampleId: "s1", Repetition: 1 });
        Assert.Equal("a/2/1 b/1/1! b/2/1!", first.Scores["others"].Reason);
        // The failed calls to the second sample are no answers.
        Assert.All(run.Answers("a").Where(answer => answer.SampleId == "s2"), answer => Assert.Equal(1, answer.ScoreOf("others")));
        Assert.All(run.Answers("b").Where(answer => answer.SampleId == "s2"), answer => Assert.Equal("no answer: failed", answer.Scores["others"].Reason));
    }

    [Fact]
    public async Task A_metric_sees_what_was_asked_of_whom_and_how_it_went()
    {
        AnswerContext? seen = null;
        FakeMetric metric = new("sees", (answer, _) =>
        {
            seen = answer;
            return new(Score.Of(1));
        });
        FakeChatClient client = new(input => input) { Usage = new UsageDetails { InputTokenCount = 7, OutputTokenCount = 3 } };

        await Evaluator.RunAsync(
            SmallRuns.Numbers(1), [new Candidate("m", client)], [metric],
            new RunOptions { StorePath = _folder.File("r.db"), SystemPrompt = "Be brief." }, cancellationToken: Token);

        Assert.Equal(("s1", "1", "m", 1, "stop"), (seen!.Sample.Id, seen.Text, seen.Model, seen.Repetition, seen.FinishReason));
        Assert.Equal(["system: Be brief.", "user: 1"], seen.Messages.Select(message => $"{message.Role}: {message.Text}"));
        Assert.Equal((7L, 3L), (seen.Usage!.InputTokenCount, seen.Usage.OutputTokenCount));
        Assert.NotNull(seen.LatencyMs);
        Assert.NotNull(seen.TimeToFirstTokenMs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Three_metrics_of_one_evaluator_cost_one_evaluation_an_answer(bool apart)
    {
        ThreeOfOne evaluator = new();
        IReadOnlyList<IScorer> metrics = apart ? [new EvaluatorMetric(evaluator, "A"), new EvaluatorMetric(evaluator, "B"), new EvaluatorMetric(evaluator, "C")] : [new EvaluatorScorer(evaluator)];

        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(10), [SmallRuns.Echo()], metrics, new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.Equal(10, evaluator.Evaluations);
        Assert.Equal([("a", 1.0), ("b", 2.0), ("c", 3.0)], run.SummarizeModels()[0].Metrics.Select(metric => (metric.Metric, metric.Mean!.Value)));
    }

    [Fact]
    public async Task What_judges_take_and_who_they_are_stands_with_the_scoring()
    {
        FakeMetric judge = new("judge", (_, _) => new(Score.Of(1) with { Judge = "judge-1", Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 5 } }));

        Run run = await RunAsync(4, judge);

        ScoringInfo scoring = Assert.Single(run.Scorings);
        Assert.Equal((400L, 20L, "judge-1"), (scoring.InputTokens, scoring.OutputTokens, Assert.Single(scoring.Judges)));
        // What the model took is counted apart.
        Assert.Null(run.SummarizeModels()[0].InputTokens);
    }

    [Fact]
    public async Task A_judges_key_is_not_stored()
    {
        const string Key = "plain-word-of-the-judge";
        FakeMetric judge = new("judge", (_, _) => throw new InvalidOperationException($"refused for {Key}"));
        string store = _folder.File("r.db");
        Run run = await SmallRuns.RunAsync(store, SmallRuns.Numbers(1), SmallRuns.Echo());

        Run scored = await run.ScoreAsync([judge], new ScoringOptions { Secrets = [Key] }, cancellationToken: Token);

        Assert.Equal("the metric failed: InvalidOperationException: refused for [redacted]", Assert.Single(scored.Answers()).Scores["judge"].Reason);
        Assert.True(File.ReadAllBytes(store).AsSpan().IndexOf("plain-word"u8) < 0);
    }

    // A judge that is slow holds no call up: all answers come while it thinks about the first.
    [Fact]
    public async Task A_scoring_holds_no_place_of_a_call()
    {
        TaskCompletionSource answered = new();
        int calls = 0;
        FakeChatClient client = new(input =>
        {
            if (Interlocked.Increment(ref calls) == 30) { answered.SetResult(); }
            return input;
        });
        FakeMetric judge = new("judge", async (_, token) =>
        {
            await answered.Task.WaitAsync(token);
            return Score.Of(1);
        });

        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(30), [new Candidate("m", client)], [judge],
            new RunOptions { StorePath = _folder.File("r.db"), Concurrency = 1, ScoringConcurrency = 1 }, cancellationToken: Token);

        Assert.Equal((RunStatus.Completed, 30L), (run.Status, Assert.Single(run.Scorings).Answers));
    }

    // More answers than the queue holds, so that some are read from the store again.
    [Fact]
    public async Task What_the_queue_does_not_hold_is_scored_after_the_last_call()
    {
        const int Samples = 2_500;
        TaskCompletionSource answered = new();
        int calls = 0;
        FakeChatClient client = new(input =>
        {
            if (Interlocked.Increment(ref calls) == Samples) { answered.SetResult(); }
            return input;
        });
        FakeMetric judge = new("judge", async (_, token) =>
        {
            await answered.Task.WaitAsync(token);
            return Score.Of(1);
        });

        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(Samples), [new Candidate("m", client)], [judge], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.Equal((Samples, (long)Samples), (judge.Calls, Assert.Single(run.Scorings).Answers));
        Assert.Equal(0, run.SummarizeModels()[0].Metric("judge").Missing);
    }

    [Fact]
    public async Task A_score_outside_of_the_stated_range_is_missing_with_what_it_was()
    {
        FakeMetric length = new(new MetricInfo { Name = "length", Maximum = 1 }, text => text == "2" ? 22 : text == "3" ? 1 + 1e-12 : 1);

        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(3), [SmallRuns.Echo()], [length], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.Equal([1, null, 1 + 1e-12], run.Answers().Select(answer => answer.ScoreOf("length")));
        Assert.Equal("the metric returned 22, and says that its scores are from 0 to 1", run.Answers().ElementAt(1).Scores["length"].Reason);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public async Task A_range_that_is_none_is_refused_by_name(double minimum, double maximum)
    {
        FakeMetric metric = new(new MetricInfo { Name = "turned", Minimum = minimum, Maximum = maximum }, _ => 0);

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => Evaluator.RunAsync(SmallRuns.Numbers(1), [SmallRuns.Echo()], [metric], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token));

        Assert.Contains("'turned'", e.Message, StringComparison.Ordinal);
    }

    // A count is no share, also where nobody counted beyond 1.
    [Fact]
    public async Task A_metric_without_bounds_has_the_t_interval_whatever_its_scores()
    {
        FakeMetric count = new(new MetricInfo { Name = "count", Maximum = double.PositiveInfinity }, text => text == "2" ? 0 : 1);

        Run run = await Evaluator.RunAsync(SmallRuns.Numbers(12), [SmallRuns.Echo()], [count], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

        Assert.Equal(IntervalMethod.T, run.SummarizeModels()[0].Metric("count").Estimate.Method);
    }

    [Fact]
    public async Task What_looks_at_the_other_answers_leaves_a_sample_alone_until_all_of_them_are_there()
    {
        // Room for nine or ten calls of two tokens, so that the budget is spent within a sample's four answers.
        Candidate[] candidates = [.. new[] { "a", "b", "c", "d" }.Select(name => new Candidate(name, new FakeChatClient(input => input) { Usage = new() { InputTokenCount = 1, OutputTokenCount = 1 } }) { Endpoint = "one" })];
        Scorer others = Scorer(["others"], answer => [Score.Of(answer.Others.Count)], needsOthers: true);
        RunOptions options = new() { StorePath = _folder.File("r.db"), RunId = "r", MaxOutputTokens = 20, Concurrency = 1, Budget = new RunBudget { Tokens = 9 * 2 + 102 } };

        Run stopped = await Evaluator.RunAsync(SmallRuns.Numbers(20), candidates, [others], options, cancellationToken: Token);
        int[] answers = [.. stopped.Answers().CountBy(answer => answer.SampleId).Select(sample => sample.Value)];
        long scored = stopped.Scorings[0].Answers;
        Run whole = await Evaluator.RunAsync(SmallRuns.Numbers(20), candidates, [others], options with { Budget = null }, cancellationToken: Token);

        Assert.Equal(RunStatus.BudgetReached, stopped.Status);
        Assert.Contains(answers, count => count < candidates.Length);
        Assert.Contains(candidates.Length, answers);
        Assert.Equal(answers.Where(count => count == candidates.Length).Sum(), scored);
        Assert.Equal((80L, 80L), (whole.Info.Answers, whole.Scorings[0].Answers));
        Assert.All(whole.Answers(), answer => Assert.Equal(candidates.Length - 1, answer.ScoreOf("others")));
    }

    private static Scorer Scorer(string[] names, Func<AnswerContext, IReadOnlyList<Score>> score, bool needsOthers = false) =>
        new([.. names.Select(name => new MetricInfo { Name = name, Maximum = 100 })], score, needsOthers);

    private Task<Run> RunAsync(int samples, IScorer scorer) =>
        Evaluator.RunAsync(SmallRuns.Numbers(samples), [SmallRuns.Echo()], [scorer], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: Token);

    private sealed class ThreeOfOne : IEvaluator
    {
        private int _evaluations;

        public int Evaluations => _evaluations;

        public IReadOnlyCollection<string> EvaluationMetricNames => ["A", "B", "C"];

        public ValueTask<EvaluationResult> EvaluateAsync(
            IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _evaluations);
            return new(new EvaluationResult(new NumericMetric("A", 1), new NumericMetric("B", 2), new NumericMetric("C", 3)));
        }
    }
}
