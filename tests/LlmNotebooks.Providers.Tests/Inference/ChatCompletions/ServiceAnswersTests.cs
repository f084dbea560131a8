using System.Text.Json;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Metrics;
using Microsoft.AspNetCore.Http;

namespace LlmNotebooks.Tests.Inference.ChatCompletions;

/// <summary>What real services send beside the standard, and what is made of it: from the bytes to the stored answer and its score.</summary>
public sealed class ServiceAnswersTests : IDisposable
{
    private const string Json = "application/json", Done = "data: [DONE]\n\n";

    private readonly TemporaryFolder _folder = new();
    private int _runs;

    // A whole answer, and the same as a stream: what stands in the message, the finish reason as JSON, and the usage.
    public static TheoryData<string, string, string, string, string?, double?> Answers => new()
    {
        // message, finish reason, answer, marks, reasoning, score
        { """{"content":"18"}""", "\"stop\"", "18", "", null, 1 },
        { """{"content":"<think>\nMaybe 42? No.\n</think>\n\n18"}""", "\"stop\"", "18", "reasoning_in_text", "Maybe 42? No.", 1 },
        { """{"content":"<thinking>Maybe 42?</thinking>18"}""", "\"stop\"", "18", "reasoning_in_text", "Maybe 42?", 1 },
        { """{"content":"Maybe 42?\n</think>\n18"}""", "\"stop\"", "18", "reasoning_in_text", "Maybe 42?", 1 },
        { """{"content":"<think>\n\n</think>\n\n18"}""", "\"stop\"", "18", "", null, 1 },
        { """{"content":"<|channel|>analysis<|message|>Maybe 42?<|end|><|start|>assistant<|channel|>final<|message|>18<|return|>"}""", "\"stop\"", "18", "reasoning_in_text", "Maybe 42?", 1 },
        { """{"content":"<think>It could be 18"}""", "\"length\"", "", "cut,unfinished_reasoning,reasoning_in_text", "It could be 18", null },
        { """{"content":"<think>It could be 18"}""", "\"stop\"", "", "unfinished_reasoning,reasoning_in_text", "It could be 18", null },
        { """{"content":"18","reasoning_content":"Maybe 42?"}""", "\"stop\"", "18", "", "Maybe 42?", 1 },
        { """{"content":"18","reasoning":"Maybe 42?","reasoning_details":[{"type":"reasoning.text","text":"Maybe 42?"}]}""", "\"stop\"", "18", "", "Maybe 42?", 1 },
        { """{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Maybe 42?"}]},{"type":"text","text":"18"}]}""", "\"stop\"", "18", "", "Maybe 42?", 1 },
        { """{"content":[{"type":"text","text":"1"},{"type":"text","text":"8"}]}""", "\"stop\"", "18", "", null, 1 },
        { """{"content":18}""", "\"stop\"", "18", "", null, 1 },
        { """{"content":"","reasoning_content":"Maybe 42?"}""", "\"length\"", "", "cut", "Maybe 42?", null },
        { """{"content":""}""", "\"MAX_TOKENS\"", "", "cut", null, null },
        { """{"content":"It is"}""", "\"max_tokens\"", "It is", "cut", null, 0 },
        { """{"content":""}""", "\"content_filter\"", "", "filtered", null, null },
        { """{"content":"It is"}""", "\"SAFETY\"", "It is", "filtered", null, null },
        { """{"content":null,"refusal":"I cannot help with that."}""", "\"stop\"", "", "refused", null, 0 },
        { """{"content":""}""", "\"stop\"", "", "empty", null, 0 },
        { """{"content":null}""", "\"stop\"", "", "empty", null, 0 },
        { """{"content":null,"tool_calls":[{"index":0,"id":"t","type":"function","function":{"name":"find","arguments":"{\"q\":\"x\"}"}}]}""", "\"tool_calls\"", "", "tool_calls", null, 0 },
        { """{"content":"18"}""", "\"eos\"", "18", "", null, 1 },
        { """{"content":"18"}""", "\"\"", "18", "", null, 1 },
        { """{"content":"18"}""", "null", "18", "", null, 1 },
        { """{"role":null,"content":"18","annotations":[],"audio":null}""", "\"stop\"", "18", "", null, 1 },
    };

    public static TheoryData<string, long?, long?> Usages => new()
    {
        { """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}""", 10, 5 },
        { """{"prompt_tokens":null,"completion_tokens":null,"total_tokens":null}""", null, null },
        { """{"prompt_tokens":10.0,"completion_tokens":5.5,"total_tokens":15.5}""", 10, null },
        { """{"prompt_tokens":-1,"completion_tokens":5}""", null, 5 },
        { """{"prompt_tokens":NaN,"completion_tokens":5,"total_tokens":Infinity}""", null, 5 },
        { """{"prompt_tokens":"many","completion_tokens":5}""", null, 5 },
        { """{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"prompt_tokens_details":{"cached_tokens":500}}""", 100, 5 },
        // xAI's: the total says that reasoning stands on top.
        { """{"prompt_tokens":10,"completion_tokens":5,"total_tokens":815,"completion_tokens_details":{"reasoning_tokens":800}}""", 10, 805 },
        // OpenAI's: inside.
        { """{"prompt_tokens":10,"completion_tokens":805,"total_tokens":815,"completion_tokens_details":{"reasoning_tokens":800}}""", 10, 805 },
        { "{}", null, null },
        { "[]", null, null },
        { "null", null, null },
    };

    // status, type, body, name, words, attempts of two
    public static TheoryData<int, string, string, string, string, int> Failures => new()
    {
        { 200, Json, """{"error":{"message":"Provider returned error","code":502}}""", "http-502", "error 502: Provider returned error", 2 },
        { 200, Json, """{"error":{"message":"Too many","type":"rate_limit_error"}}""", "http-429", "rate_limit_error): Too many", 2 },
        { 200, Json, """{"error":"CUDA out of memory"}""", "service-error", "CUDA out of memory", 2 },
        { 200, Json, """{"object":"error","message":"No such adapter","code":404}""", "http-404", "error 404: No such adapter", 1 },
        { 200, Json, """[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]""", "http-503", "The model is overloaded.", 2 },
        { 200, Json, """{"id":"c","choices":[]}""", "incomplete-answer", "without a choice", 2 },
        { 200, Json, "[]", "incomplete-answer", "answered with [] instead of an answer", 2 },
        { 200, Json, "null", "incomplete-answer", "answered with null instead of an answer", 2 },
        { 200, Json, "", "incomplete-answer", "held no answer", 2 },
        { 200, "text/html", "<html><body>Log in</body></html>", "malformed-answer", "no JSON: <html><body>Log in</body></html>", 2 },
        { 200, "text/event-stream", Done, "incomplete-answer", "held no answer", 2 },
        { 200, "text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"18 is\"}}]}\n\ndata: {\"error\":{\"code\":502,\"message\":\"Gone\"},\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n", "http-502", "error 502: Gone", 2 },
        { 200, "text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"18 is\"}}]}\n\nevent: error\ndata: {\"error\":{\"message\":\"While generating\",\"type\":\"server_error\"}}\n\n", "http-500", "While generating", 2 },
        { 200, "text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"18 is\"}}]}\n\n", "incomplete-answer", "without a finish reason", 2 },
        { 400, Json, """{"error":{"message":"The response was filtered","param":"prompt","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "content-filter", "HTTP 400 (content_filter): The response was filtered (parameter prompt)", 1 },
        { 422, Json, """{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted","type":"extra_forbidden"}]}""", "http-422", "HTTP 422: body.stream_options: Extra inputs are not permitted", 1 },
        { 429, Json, """{"error":{"message":"Over your quota","type":"insufficient_quota","code":"insufficient_quota"}}""", "http-429", "HTTP 429 (insufficient_quota): Over your quota", 1 },
        { 503, "text/html", "<html>\n<body>busy</body></html>", "http-503", "HTTP 503: <html> <body>busy</body></html>", 2 },
        { 500, Json, "", "http-500", "HTTP 500, without a word", 2 },
        { 999, "text/plain", "Request denied", "http-999", "HTTP 999: Request denied", 1 },
        { 400, Json, """{"error":{"message":"Upstream","code":400,"metadata":{"raw":"context too long","provider_name":"P"}}}""", "http-400", "Upstream (context too long)", 1 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task An_answer_is_what_it_says(string message, string finish, string text, string marks, string? reasoning, double? score)
    {
        string whole = $$"""{"id":"c","object":"chat.completion","created":1,"model":"n","choices":[{"index":0,"message":{{message}},"finish_reason":{{finish}}}]}""";
        string stream = $$"""data: {"id":"c","choices":[{"index":0,"delta":{{message}},"finish_reason":null}]}""" + "\n\n" + $$"""data: {"choices":[{"index":0,"delta":{},"finish_reason":{{finish}}}]}""" + "\n\n" + Done;

        foreach ((string body, string type, bool streaming) in ((string, string, bool)[])[(whole, Json, false), (whole, Json, true), (stream, "text/event-stream", true)])
        {
            await using OddService service = await OddService.StartAsync(body, type);
            Run run = await RunAsync(service, streaming);
            Answer answer = Assert.Single(run.Answers());

            Assert.Equal((null, text, marks, reasoning), (answer.ErrorMessage, answer.Text, string.Join(',', answer.Marks), answer.Reasoning));
            Assert.Equal(JsonSerializer.Deserialize<string?>(finish) is { Length: > 0 } given ? given : null, answer.FinishReason);
            Assert.Equal(score, answer.ScoreOf("exact-match"));
            // What was sent stays whole in the store.
            if (message.Contains("think", StringComparison.Ordinal) && message.Contains("\"<", StringComparison.Ordinal)) { Assert.Contains("<think", answer.Response!.Text, StringComparison.Ordinal); }
            ModelSummary model = Assert.Single(run.SummarizeModels());
            Assert.All(answer.Marks, mark => Assert.Equal(1, model.Marked(mark)));
            Assert.Equal(answer.Marks.Count, model.Marks.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Usages), DisableDiscoveryEnumeration = true)]
    public async Task Counts_that_are_none_are_unknown_and_the_answer_stays(string usage, long? input, long? output)
    {
        string whole = $$"""{"choices":[{"message":{"content":"18"},"finish_reason":"stop"}],"usage":{{usage}}}""";
        string stream = "data: {\"choices\":[{\"delta\":{\"content\":\"18\"},\"finish_reason\":\"stop\"}]}\n\n" + $$"""data: {"choices":[],"usage":{{usage}}}""" + "\n\n" + Done;

        foreach ((string body, bool streaming) in ((string, bool)[])[(whole, false), (stream, true)])
        {
            await using OddService service = await OddService.StartAsync(body, streaming ? "text/event-stream" : Json);
            Answer answer = Assert.Single((await RunAsync(service, streaming)).Answers());

            Assert.Equal((null, "18", input, output), (answer.ErrorMessage, answer.Text, answer.InputTokens, answer.OutputTokens));
        }
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_has_a_name_and_the_services_words(int status, string type, string body, string name, string words, int attempts)
    {
        await using OddService service = await OddService.StartAsync(body, type, status);

        Answer answer = Assert.Single((await RunAsync(service, streaming: true)).Answers());

        Assert.Equal((name, null, (double?)null), (answer.ErrorType, answer.Text, answer.ScoreOf("exact-match")));
        Assert.Contains(words, answer.ErrorMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(attempts, service.Requests.Count);
    }

    // Totals so far in each piece, as Gemini sends them; the same at the end again; inside of the choice, as Moonshot does.
    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"1"}}],"usage":{"prompt_tokens":1000,"completion_tokens":1}}""", """{"choices":[{"delta":{"content":"8"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":2}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"18"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000,"completion_tokens":2}}""", """{"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":2}}""")]
    [InlineData("""{"choices":[{"delta":{"content":"18"}}],"usage":null}""", """{"choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":1000,"completion_tokens":2}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"18"}}]}""", """{"choices":[{"delta":{},"finish_reason":"stop"}],"x_groq":{"usage":{"prompt_tokens":1000,"completion_tokens":2}}}""")]
    public async Task Of_a_streams_usages_the_last_counts(string first, string second)
    {
        await using OddService service = await OddService.StartAsync($": waiting\n\ndata:{first}\r\n\r\ndata: {second}\n\n{Done}");

        Answer answer = Assert.Single((await RunAsync(service, streaming: true)).Answers());

        Assert.Equal(("18", 1000L, 2L), (answer.Text, answer.InputTokens, answer.OutputTokens));
    }

    [Fact]
    public async Task A_character_cut_in_two_is_joined_and_half_of_one_is_told()
    {
        await using OddService service = await OddService.StartAsync("""
            data: {"choices":[{"delta":{"content":"18 \ud83d"}}]}

            data: {"choices":[{"delta":{"content":"\ude00!"}}]}

            data: {"choices":[{"delta":{"content":" \ude00 and \ud83d"},"finish_reason":"stop"}]}

            data: [DONE]


            """);

        Assert.Equal("18 😀! \uFFFD and \uFFFD", Assert.Single((await RunAsync(service, streaming: true)).Answers()).Text);
    }

    [Fact]
    public async Task What_is_odd_about_the_rest_does_not_matter()
    {
        await using OddService service = await OddService.StartAsync("""{"id":7,"created":"2026-01-01T00:00:00Z","model":null,"choices":[{"message":{"content":"line""" + "\n" + """two"}}],}""", Json);

        Answer answer = Assert.Single((await RunAsync(service, streaming: false)).Answers());

        Assert.Equal((null, "line\ntwo", null), (answer.ErrorMessage, answer.Text, answer.FinishReason));
    }

    [Fact]
    public async Task An_answer_that_never_ends_is_given_up_by_name()
    {
        await using OddService service = await OddService.StartAsync(async (_, context) =>
        {
            context.Response.ContentType = "text/event-stream";
            string piece = "data: {\"choices\":[{\"delta\":{\"content\":\"" + new string('x', 1000) + "\"}}]}\n\n";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                try { await context.Response.WriteAsync(piece, context.RequestAborted); }
                catch (OperationCanceledException) { return; }
            }
        });

        Answer answer = Assert.Single((await RunAsync(service, streaming: true, new OpenAICompatibleOptions { LongestAnswerBytes = 100_000 })).Answers());

        Assert.Equal(("answer-too-long", "The answer is longer than 100,000 bytes, and was given up."), (answer.ErrorType, answer.ErrorMessage));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_service_that_ignores_the_limit_is_told_apart()
    {
        await using OddService service = await OddService.StartAsync("""{"choices":[{"message":{"content":"18"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5000}}""", Json);

        Run run = await RunAsync(service, streaming: false, options: new RunOptions { MaxOutputTokens = 50 });

        Assert.Equal(["over_limit"], Assert.Single(run.Answers()).Marks);
        Assert.Equal("1 with more tokens than were asked for", Assert.Single(run.SummarizeModels()).MarksText);
    }

    [Fact]
    public async Task What_a_service_charges_and_who_answered_is_kept()
    {
        await using OddService service = await OddService.StartAsync("""{"provider":"Upstream","choices":[{"message":{"content":"18"},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15,"cost":0.00123}}""", Json);

        foreach (bool streaming in (bool[])[false, true])
        {
            Answer answer = Assert.Single((await RunAsync(service, streaming)).Answers());
            Assert.Equal(("Upstream", 0.00123m), (answer.AnsweredBy, answer.ServiceCostUsd));
        }
    }

    [Fact]
    public async Task A_key_that_comes_back_is_not_stored()
    {
        const string Key = "k/e+y=0123456789";
        string seen = $"{Key} {Uri.EscapeDataString(Key)} {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Key))}";
        await using OddService service = await OddService.StartAsync(JsonSerializer.Serialize(new { choices = new[] { new { message = new { content = seen, reasoning_content = seen, refusal = seen }, finish_reason = "stop" } } }), Json);

        Run run = await RunAsync(service, streaming: false, new OpenAICompatibleOptions { ApiKey = Key });

        Answer answer = Assert.Single(run.Answers());
        Assert.Equal(("[redacted] [redacted] [redacted]", "[redacted] [redacted] [redacted]", "[redacted] [redacted] [redacted]"), (answer.Text!.Replace("=", "", StringComparison.Ordinal), answer.Reasoning!.Replace("=", "", StringComparison.Ordinal), answer.Refusal!.Replace("=", "", StringComparison.Ordinal)));
        Assert.DoesNotContain("0123456789", answer.Response!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-abc\r\nX-Other: 1")]
    [InlineData("sk-abc\n")]
    [InlineData("sk abc")]
    [InlineData("sk-äbc")]
    public void A_key_that_no_header_takes_is_refused_without_being_shown(string key)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => Models.OpenAICompatible(new Uri("http://127.0.0.1:9/v1"), "m", new OpenAICompatibleOptions { ApiKey = key }));

        Assert.DoesNotContain("abc", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_has_moved_says_where_and_gets_no_question()
    {
        await using OddService service = await OddService.StartAsync("", "text/plain", 308, ("Location", "http://127.0.0.1:9/elsewhere"));

        Answer answer = Assert.Single((await RunAsync(service, streaming: false)).Answers());

        Assert.Equal(("http-308", "HTTP 308: the service has moved to http://127.0.0.1:9/elsewhere; write that address."), (answer.ErrorType, answer.ErrorMessage));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Thu, 01 Jan 2015 00:00:00 GMT")]
    public async Task Retry_After_at_once_uses_up_an_attempt(string retryAfter)
    {
        await using OddService service = await OddService.StartAsync("{}", Json, 429, ("Retry-After", retryAfter));

        Answer answer = Assert.Single((await RunAsync(service, streaming: false)).Answers());

        Assert.Equal(("http-429", 2), (answer.ErrorType, service.Requests.Count));
    }

    [Fact]
    public async Task Retry_After_too_far_ahead_is_told_and_not_waited_for()
    {
        await using OddService service = await OddService.StartAsync("""{"error":{"message":"Slow down"}}""", Json, 429, ("Retry-After", "99999999999"));

        Answer answer = Assert.Single((await RunAsync(service, streaming: false)).Answers());

        Assert.Equal("HTTP 429: Slow down — asked to wait ten years or more, which is too long: 600 s in all is the most", answer.ErrorMessage);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_service_that_speaks_no_TLS_is_named_as_such()
    {
        await using OddService service = await OddService.StartAsync("{}", Json);
        Uri secure = new UriBuilder(service.Endpoint) { Scheme = "https" }.Uri;

        Answer answer = Assert.Single((await RunAsync(secure, streaming: false)).Answers());

        Assert.Equal("tls", answer.ErrorType);
    }

    private Task<Run> RunAsync(OddService service, bool streaming, OpenAICompatibleOptions? how = null, RunOptions? options = null) => RunAsync(service.Endpoint, streaming, how, options);

    private async Task<Run> RunAsync(Uri endpoint, bool streaming, OpenAICompatibleOptions? how = null, RunOptions? options = null)
    {
        using Candidate candidate = Models.OpenAICompatible(endpoint, "m", how);
        return await Evaluator.RunAsync(
            Dataset.Create("one", [new Sample("s", "6 × 3?") { Target = "18" }]), [candidate], [new ExactMatch()],
            (options ?? new RunOptions()) with { StorePath = _folder.File($"{_runs++}.db"), Streaming = streaming, Retry = new RetryOptions { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) } },
            cancellationToken: TestContext.Current.CancellationToken);
    }
}
