using LlmNotebooks.Datasets;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Tests.Metrics;

public sealed class EvaluatorAdapterTests
{
    private static readonly Sample Asked = new("s", "What is 6 times 7?") { Target = "42", History = [new Message(MessageRole.System, "Be brief.")] };

    [Fact]
    public async Task A_number_and_a_truth_value_are_scores()
    {
        Assert.Equal(0.25, (await ScoreAsync(new NumericMetric("m", 0.25, "so so"))).Value);
        Assert.Equal("so so", (await ScoreAsync(new NumericMetric("m", 0.25, "so so"))).Reason);
        Assert.Equal(1, (await ScoreAsync(new BooleanMetric("m", true))).Value);
        Assert.Equal(0, (await ScoreAsync(new BooleanMetric("m", false))).Value);
    }

    [Fact]
    public async Task What_is_no_number_is_missing_with_its_reason()
    {
        NumericMetric failed = new("m", 0.5);
        failed.AddDiagnostics(EvaluationDiagnostic.Warning("slow"), EvaluationDiagnostic.Error("the judge spoke in riddles"));

        Assert.Equal("the evaluator reports: the judge spoke in riddles", (await ScoreAsync(failed)).Reason);
        Assert.True((await ScoreAsync(failed)).IsMissing);
        Assert.Contains("no value: because", (await ScoreAsync(new NumericMetric("m", null, "because"))).Reason, StringComparison.Ordinal);
        Assert.True((await ScoreAsync(new BooleanMetric("m"))).IsMissing);
        Assert.True((await ScoreAsync(new NumericMetric("m", double.NaN))).IsMissing);
        Assert.Contains("no number", (await ScoreAsync(new StringMetric("m", "good"))).Reason, StringComparison.Ordinal);
        Assert.Contains("but other", (await ScoreAsync(new NumericMetric("other", 1))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verdict_on_a_value_is_told_and_keeps_the_value()
    {
        Score score = await ScoreAsync(new NumericMetric("m", 0.1) { Interpretation = new(EvaluationRating.Poor, failed: true, reason: "below 0.5") });

        Assert.Equal(0.1, score.Value);
        Assert.Equal("failed: below 0.5", score.Reason);
    }

    [Fact]
    public async Task The_evaluator_sees_the_conversation_the_answer_and_its_context()
    {
        Fixed evaluator = new(new NumericMetric("My Metric", 1));
        EvaluatorMetric metric = new(evaluator, "My Metric", context: sample => [new SampleContext(sample)]);

        await metric.ScoreAsync(Asked, "It is 42.", TestContext.Current.CancellationToken);

        Assert.Equal("my-metric", metric.Name);
        Assert.Equal([ChatRole.System, ChatRole.User], evaluator.Messages.Select(message => message.Role));
        Assert.Equal("What is 6 times 7?", evaluator.Messages[^1].Text);
        Assert.Equal("It is 42.", evaluator.Response!.Text);
        Assert.Same(Asked, Assert.IsType<SampleContext>(Assert.Single(evaluator.Context)).Sample);
    }

    [Fact]
    public void A_metric_that_the_evaluator_does_not_have_is_refused() =>
        Assert.Contains("it has m", Assert.Throws<ArgumentException>(() => new EvaluatorMetric(new Fixed(new NumericMetric("m")), "n")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Our_metric_is_an_evaluator_and_comes_back_the_same()
    {
        MetricEvaluator evaluator = new(new NumericMatch());
        EvaluatorMetric back = new(evaluator, "numeric-match", context: sample => [new SampleContext(sample)]);

        Assert.Equal(["numeric-match"], evaluator.EvaluationMetricNames);
        Assert.Equal(await new NumericMatch().ScoreAsync(Asked, "It is 42.", TestContext.Current.CancellationToken), await back.ScoreAsync(Asked, "It is 42.", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_score_is_a_metric_without_a_value_and_with_an_error()
    {
        EvaluationResult result = await new MetricEvaluator(new ExactMatch()).EvaluateAsync(
            [new ChatMessage(ChatRole.User, "Why?")], new ChatResponse(new ChatMessage(ChatRole.Assistant, "Because.")), cancellationToken: TestContext.Current.CancellationToken);

        NumericMetric metric = result.Get<NumericMetric>("exact-match");
        Assert.Null(metric.Value);
        Assert.Equal("the sample has no target", Assert.Single(metric.Diagnostics!).Message);
        Assert.Equal(EvaluationDiagnosticSeverity.Error, metric.Diagnostics![0].Severity);
    }

    [Fact]
    public async Task Without_a_sample_it_is_made_of_the_conversation()
    {
        ChatResponse answer = new(new ChatMessage(ChatRole.Assistant, "42"));
        MetricEvaluator evaluator = new(new RegexMatch("^42$"));

        Assert.Equal(1, (await evaluator.EvaluateAsync([new ChatMessage(ChatRole.User, "6 × 7?")], answer, cancellationToken: TestContext.Current.CancellationToken)).Get<NumericMetric>("regex").Value);
        Assert.Contains("neither", (await evaluator.EvaluateAsync([], answer, cancellationToken: TestContext.Current.CancellationToken)).Get<NumericMetric>("regex").Diagnostics![0].Message, StringComparison.Ordinal);
    }

    private static ValueTask<Score> ScoreAsync(EvaluationMetric returned) =>
        new EvaluatorMetric(new Fixed(returned, "m"), "m").ScoreAsync(Asked, "42", TestContext.Current.CancellationToken);

    // Returns one metric whatever it is asked, and keeps what that was.
    private sealed class Fixed(EvaluationMetric returned, string? name = null) : IEvaluator
    {
        public List<ChatMessage> Messages { get; } = [];

        public ChatResponse? Response { get; private set; }

        public List<EvaluationContext> Context { get; } = [];

        public IReadOnlyCollection<string> EvaluationMetricNames => [name ?? returned.Name];

        public ValueTask<EvaluationResult> EvaluateAsync(IEnumerable<ChatMessage> messages, ChatResponse modelResponse, ChatConfiguration? chatConfiguration = null, IEnumerable<EvaluationContext>? additionalContext = null, CancellationToken cancellationToken = default)
        {
            Messages.AddRange(messages);
            Response = modelResponse;
            Context.AddRange(additionalContext ?? []);
            return new(new EvaluationResult(returned));
        }
    }
}
