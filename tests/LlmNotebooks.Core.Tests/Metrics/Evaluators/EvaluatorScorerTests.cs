using System.Runtime.CompilerServices;
using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Tests.Metrics;

public sealed class EvaluatorScorerTests
{
    private static readonly AnswerContext Answer = new()
    {
        Sample = new Sample("s", "What is 6 times 7?") { Target = "42" },
        Text = "42",
        Messages = [new ChatMessage(ChatRole.System, "Be brief."), new ChatMessage(ChatRole.User, "What is 6 times 7?")],
        Response = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "multiply"), new TextContent("42")])),
    };

    [Fact]
    public async Task One_evaluation_gives_all_metrics()
    {
        Three evaluator = new();
        EvaluatorScorer scorer = new(evaluator);

        IReadOnlyList<Score> scores = await scorer.ScoreAllAsync(Answer, TestContext.Current.CancellationToken);

        Assert.Equal(["fluency", "word-count", "is-right"], scorer.Metrics.Select(info => info.Name));
        Assert.Equal([4, 12, 1], scores.Select(score => score.Value!.Value));
        Assert.Equal(1, evaluator.Calls);
    }

    [Fact]
    public async Task A_part_of_the_metrics_comes_in_the_order_asked_for()
    {
        EvaluatorScorer scorer = new(new Three(), metricNames: ["Is Right", "Fluency"]);

        Assert.Equal(["is-right", "fluency"], scorer.Metrics.Select(info => info.Name));
        Assert.Equal([1, 4], (await scorer.ScoreAllAsync(Answer, TestContext.Current.CancellationToken)).Select(score => score.Value!.Value));
    }

    [Fact]
    public async Task Three_metrics_of_one_evaluator_cost_one_evaluation_an_answer()
    {
        Three evaluator = new();
        Func<Sample, IEnumerable<EvaluationContext>> context = sample => [new SampleContext(sample)];
        EvaluatorMetric[] metrics = [.. evaluator.EvaluationMetricNames.Select(name => new EvaluatorMetric(evaluator, name, new ChatConfiguration(Judge.Shared), context))];
        (Sample, string)[] answers = [.. Enumerable.Range(0, 10).Select(i => (new Sample($"s{i}", "q"), "a"))];

        IReadOnlyList<MetricScore> scores = await MetricScore.OfAsync(metrics, answers, TestContext.Current.CancellationToken);

        Assert.Equal(10, evaluator.Calls);
        Assert.Equal(30, scores.Count);
        Assert.Equal(["fluency", "word-count", "is-right"], scores.Take(3).Select(score => score.Metric));
        Assert.Equal([4, 12, 1], scores.Take(3).Select(score => score.Score.Value!.Value));
    }

    [Fact]
    public async Task Merging_keeps_which_metric_is_which()
    {
        Three evaluator = new();
        EvaluatorMetric words = new(evaluator, "Word Count") { Name = "words", Minimum = 0 }, right = new(evaluator, "Is Right") { Minimum = 0, Maximum = 1 };
        ExactMatch exact = new();

        IReadOnlyList<IScorer> merged = EvaluatorScorer.Merged([words, exact, new EvaluatorScorer(evaluator, metricNames: ["Fluency"]), right]);

        Assert.Equal([["words", "fluency", "is-right"], ["exact-match"]], merged.Select(scorer => scorer.Metrics.Select(info => info.Name)));
        Assert.Same(exact, merged[1]);
        Assert.Equal(words.Info, merged[0].Metrics[0]);
        Assert.Equal([12, 4, 1], (await merged[0].ScoreAllAsync(Answer, TestContext.Current.CancellationToken)).Select(score => score.Value!.Value));
        Assert.Equal(1, evaluator.Calls);
    }

    [Fact]
    public void Another_evaluator_judge_or_context_is_another_evaluation()
    {
        Three evaluator = new();
        using Judge other = new();
        IScorer[] scorers =
        [
            new EvaluatorMetric(evaluator, "Fluency"),
            new EvaluatorMetric(new Three(), "Fluency"),
            new EvaluatorMetric(evaluator, "Fluency", new ChatConfiguration(Judge.Shared)),
            new EvaluatorMetric(evaluator, "Fluency", new ChatConfiguration(other)),
            new EvaluatorMetric(evaluator, "Fluency", context: sample => [new SampleContext(sample)]),
        ];

        Assert.Equal(scorers, EvaluatorScorer.Merged(scorers));
        Assert.Empty(EvaluatorScorer.Merged([]));
    }

    [Fact]
    public void A_range_is_not_known_unless_it_is_given()
    {
        MetricInfo unknown = new EvaluatorMetric(new Three(), "Fluency").Info;
        MetricInfo given = new EvaluatorMetric(new Three(), "Fluency") { Minimum = 1, Maximum = 5, PassMark = 4, Better = Better.Lower, Version = "2" }.Info;

        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity, null, Better.Higher, "1"), (unknown.Minimum, unknown.Maximum, unknown.EffectivePassMark, unknown.Better, unknown.Version));
        Assert.Equal((1, 5, 4, Better.Lower, "2"), (given.Minimum, given.Maximum, given.EffectivePassMark, given.Better, given.Version));
        Assert.Equal(typeof(Three).FullName, unknown.Parameters["evaluator"]);
        Assert.Equal("Fluency", unknown.Parameters["metric"]);
        Assert.Equal(unknown.Identity, new EvaluatorScorer(new Three()).Metrics[0].Identity);
        Assert.Equal("judge-1", new EvaluatorMetric(new Three(), "Fluency", new ChatConfiguration(Judge.Shared)).Info.Parameters["judge"]);
    }

    [Fact]
    public void Facts_are_given_by_the_evaluators_names()
    {
        EvaluatorScorer scorer = new(new Three(), facts: name => name == "Fluency" ? new MetricInfo { Name = "flow", Minimum = 1, Maximum = 5, Parameters = { ["prompt"] = "v3" } } : null);

        Assert.Equal(["flow", "word-count", "is-right"], scorer.Metrics.Select(info => info.Name));
        Assert.Equal((1, 5), (scorer.Metrics[0].Minimum, scorer.Metrics[0].Maximum));
        Assert.Equal(["evaluator", "metric", "prompt"], scorer.Metrics[0].Parameters.Keys);
        Assert.False(scorer.Metrics[1].IsBounded);
    }

    [Fact]
    public void What_could_not_be_told_apart_or_is_not_there_is_refused()
    {
        Assert.Contains("it has Fluency", Assert.Throws<ArgumentException>(() => new EvaluatorScorer(new Three(), metricNames: ["Tone"])).Message, StringComparison.Ordinal);
        Assert.Contains("no metric", Assert.Throws<ArgumentException>(() => new EvaluatorScorer(new Three(), metricNames: [])).Message, StringComparison.Ordinal);
        Assert.Contains("'fluency'", Assert.Throws<ArgumentException>(() => new EvaluatorScorer(new Three(), metricNames: ["Fluency", "Fluency"])).Message, StringComparison.Ordinal);
        Assert.Contains("'m'", Assert.Throws<ArgumentException>(() => new EvaluatorScorer(new Three(), facts: _ => new MetricInfo { Name = "m" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_evaluator_sees_the_whole_answer()
    {
        Three evaluator = new();

        await new EvaluatorMetric(evaluator, "Fluency").ScoreAsync(Answer, TestContext.Current.CancellationToken);

        Assert.Same(Answer.Response, evaluator.Response);
        Assert.Equal(Answer.Messages, evaluator.Messages);
    }

    [Fact]
    public async Task The_judge_is_named_and_its_tokens_are_told_once()
    {
        EvaluatorScorer scorer = new(new Three(), new ChatConfiguration(Judge.Shared));

        IReadOnlyList<Score> scores = await scorer.ScoreAllAsync(Answer, TestContext.Current.CancellationToken), without = await new EvaluatorScorer(new Three()).ScoreAllAsync(Answer, TestContext.Current.CancellationToken);

        Assert.All(scores, score => Assert.Equal("judge-1-2026", score.Judge));
        Assert.Equal([30, null, null], scores.Select(score => score.Usage?.InputTokenCount));
        Assert.Equal(3, scores[0].Usage!.OutputTokenCount);
        Assert.All(without, score => Assert.Null(score.Judge));
        Assert.All(without, score => Assert.Null(score.Usage));
    }

    [Fact]
    public async Task Our_metric_as_an_evaluator_sees_the_whole_answer()
    {
        Keeper keeper = new();
        ChatResponse response = new(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("6 sevens"), new FunctionCallContent("1", "multiply"), new TextContent("42")]))
        {
            FinishReason = ChatFinishReason.Length, ModelId = "model-1", Usage = new UsageDetails { InputTokenCount = 7 },
        };

        await new MetricEvaluator(keeper).EvaluateAsync(Answer.Messages, response, additionalContext: [new SampleContext(Answer.Sample)], cancellationToken: TestContext.Current.CancellationToken);

        AnswerContext seen = keeper.Seen!;
        Assert.Same(response, seen.Response);
        Assert.Same(Answer.Sample, seen.Sample);
        Assert.Equal(Answer.Messages, seen.Messages);
        Assert.Equal(("42", "6 sevens", "length", "model-1", 7), (seen.Text, seen.Reasoning, seen.FinishReason, seen.Model, seen.Usage?.InputTokenCount));
    }

    // Asks its judge twice, once as a stream, where it has one.
    private sealed class Three : IEvaluator
    {
        public int Calls { get; private set; }

        public List<ChatMessage> Messages { get; } = [];

        public ChatResponse? Response { get; private set; }

        public IReadOnlyCollection<string> EvaluationMetricNames => ["Fluency", "Word Count", "Is Right"];

        public async ValueTask<EvaluationResult> EvaluateAsync(IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
        {
            Calls++;
            Messages.AddRange(messages);
            Response = modelResponse;
            if (chatConfiguration is not null)
            {
                await chatConfiguration.ChatClient.GetResponseAsync("?", cancellationToken: cancellationToken);
                await chatConfiguration.ChatClient.GetStreamingResponseAsync("?", cancellationToken: cancellationToken).ToChatResponseAsync(cancellationToken);
            }

            return new EvaluationResult(new NumericMetric("Fluency", 4), new NumericMetric("Word Count", 12), new BooleanMetric("Is Right", true));
        }
    }

    // Takes 10 tokens in and 1 out, as a stream 20 and 2.
    private sealed class Judge : IChatClient
    {
        public static Judge Shared { get; } = new();

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "good")) { ModelId = "judge-1-2026", Usage = new UsageDetails { InputTokenCount = 10, OutputTokenCount = 1 } });

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "good") { ModelId = "judge-1-2026" };
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 20, OutputTokenCount = 2 })]);
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(defaultModelId: "judge-1") : null;

        public void Dispose()
        {
        }
    }

    private sealed class Keeper : IMetric
    {
        public AnswerContext? Seen { get; private set; }

        public MetricInfo Info { get; } = new() { Name = "keeper" };

        public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
        {
            Seen = answer;
            return new(Score.Of(1));
        }
    }
}
