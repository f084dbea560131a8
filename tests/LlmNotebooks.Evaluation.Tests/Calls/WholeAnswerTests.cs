using System.Runtime.CompilerServices;
using System.Text.Json;
using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

#pragma warning disable MEAI001 // Counts of audio are still to be settled there.

namespace LlmNotebooks.Tests.Calls;

public sealed class WholeAnswerTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_in_a_response_is_stored_and_given_back(bool streaming)
    {
        List<AnswerContext> seen = [];
        FakeMetric looks = new("looks", (answer, _) =>
        {
            seen.Add(answer);
            return new(Score.Of(1));
        });
        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(1), [new Candidate("m", new Whole())], [looks], new RunOptions { StorePath = _folder.File("r.db"), Streaming = streaming }, cancellationToken: Token);
        await (await RunStore.Open(run.StorePath).OpenRunAsync(run.Id, Token)).ScoreAsync([looks], new ScoringOptions { Again = true }, cancellationToken: Token);

        Answer answer = Assert.Single((await RunStore.Open(run.StorePath).OpenRunAsync(run.Id, Token)).Answers());
        Assert.Equal(("I look it up.", "First the weather.", "I cannot say more."), (answer.Text, answer.Reasoning, answer.Refusal));
        Assert.Equal(("acme_tool_stop", "whole-1", "resp-7", "broker-b"), (answer.FinishReason, answer.ModelId, answer.ResponseId, answer.AnsweredBy));
        Assert.Equal((11L, 22L, 3L, 4L), (answer.InputTokens, answer.OutputTokens, answer.CachedInputTokens, answer.ReasoningTokens));
        Assert.Equal(
            new Dictionary<string, long> { ["input_tokens"] = 11, ["output_tokens"] = 22, ["total_tokens"] = 33, ["cached_input_tokens"] = 3, ["reasoning_tokens"] = 4, ["input_audio_tokens"] = 5, ["acme.images"] = 6 },
            answer.Usage.ToDictionary());
        RequireTool(answer.Response!);

        // Scored as it came, and from the store: the metric sees the same.
        Assert.Equal(2, seen.Count);
        Assert.All(seen, context =>
        {
            Assert.Equal(("I look it up.", "First the weather.", "I cannot say more.", "acme_tool_stop"), (context.Text, context.Reasoning, context.Refusal, context.FinishReason));
            Assert.Equal((11L, 5L, 6L), (context.Usage!.InputTokenCount, context.Usage.InputAudioTokenCount, context.Usage.AdditionalCounts!["acme.images"]));
            RequireTool(context.Response);
        });
    }

    [Fact]
    public async Task An_export_has_what_an_answer_has()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), new Candidate("m", new Whole()));
        using StringWriter writer = new();

        await run.ExportAsync(writer, ExportFormat.JsonLines, Token);

        JsonElement line = JsonElement.Parse(writer.ToString());
        Assert.Equal(("First the weather.", "I cannot say more.", "broker-b"), (line.GetProperty("reasoning").GetString(), line.GetProperty("refusal").GetString(), line.GetProperty("answered_by").GetString()));
        Assert.Equal(6, line.GetProperty("usage").GetProperty("acme.images").GetInt64());
    }

    [Fact]
    public async Task An_answer_of_text_alone_has_no_copy_of_itself_and_still_a_response()
    {
        Run run = await SmallRuns.RunAsync(_folder.File("r.db"), SmallRuns.Numbers(1), SmallRuns.Echo());

        Answer answer = Assert.Single(run.Answers());
        Assert.Equal((null, null, null), (answer.ResponseJson, answer.Reasoning, answer.Refusal));
        Assert.Equal(("1", ChatFinishReason.Stop, "fake-1"), (answer.Response!.Text, answer.Response.FinishReason, answer.Response.ModelId));
    }

    private static void RequireTool(ChatResponse response)
    {
        FunctionCallContent call = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal(("call-1", "weather", "Ulm"), (call.CallId, call.Name, call.Arguments!["city"]?.ToString()));
    }

    /// <summary>Answers with all that a response can have beside its text.</summary>
    private sealed class Whole : IChatClient
    {
        private static ChatResponse Response => new(new ChatMessage(
            ChatRole.Assistant,
            [
                new TextReasoningContent("First the weather."),
                new TextContent("I look it up."),
                new FunctionCallContent("call-1", "weather", new Dictionary<string, object?> { ["city"] = "Ulm" }),
                new ErrorContent("I cannot say more.") { ErrorCode = "Refusal" },
            ]))
        {
            FinishReason = new ChatFinishReason("acme_tool_stop"),
            ModelId = "whole-1",
            ResponseId = "resp-7",
            AdditionalProperties = new() { ["provider"] = "broker-b" },
            Usage = new UsageDetails
            {
                InputTokenCount = 11,
                OutputTokenCount = 22,
                TotalTokenCount = 33,
                CachedInputTokenCount = 3,
                ReasoningTokenCount = 4,
                InputAudioTokenCount = 5,
                AdditionalCounts = new() { ["acme.images"] = 6 },
            },
        };

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(Response);

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            foreach (ChatResponseUpdate update in Response.ToChatResponseUpdates()) { yield return update; }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
