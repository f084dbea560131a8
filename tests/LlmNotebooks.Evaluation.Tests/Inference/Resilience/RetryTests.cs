using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LlmNotebooks.Candidates;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Tests.Inference.Resilience;

public sealed class RetryTests
{
    private readonly PassingTime _time = new();
    private readonly List<double> _made = [];

    public static TheoryData<string, Exception> Passing => new()
    {
        { "http-429", Http(429) },
        { "http-408", Http(408) },
        { "http-425", Http(425) },
        { "http-500", Http(500) },
        { "http-503", Http(503) },
        { "http-529", Http(529) },
        { "incomplete-answer", new IncompleteAnswerException("cut") },
        { "malformed-answer", new JsonException("bad") },
        { "broken-connection", new HttpIOException(HttpRequestError.ResponseEnded) },
        { "broken-connection", new IOException("read", new SocketException((int)SocketError.ConnectionReset)) },
        { "broken-connection", new HttpRequestException(HttpRequestError.ResponseEnded, "ended") },
        { "timeout", new CallTimeoutException("timeout", "late") },
        { "timeout", new TaskCanceledException("The network's limit.") },
    };

    public static TheoryData<string, Exception> Lasting => new()
    {
        { "http-400", Http(400) },
        { "http-401", Http(401) },
        { "http-404", Http(404) },
        { "http-501", Http(501) },
        { "http-505", Http(505) },
        { "failed", new InvalidOperationException() },
        { "failed", new NotSupportedException("x", new InvalidOperationException("y")) },
    };

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_made_again_and_its_name_is_kept(string type, Exception failure)
    {
        CallAttempts attempts = new(1);

        Assert.Equal("answer", await CallAsync(new RetryOptions(), attempts, failure));

        Assert.Equal(2, _made.Count);
        Assert.Equal(type, Assert.Single(attempts.Retried));
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task What_would_fail_again_fails_at_once(string type, Exception failure)
    {
        Exception thrown = await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(new RetryOptions(), new CallAttempts(1), failure));

        Assert.Same(failure, thrown);
        Assert.Equal([0.0], _made);
        Assert.Equal(type, FailureReader.Read(thrown, _time.GetUtcNow()).Type);
    }

    // Each wait is from half of to the whole of 1, 2, 4 … seconds, and never longer than the longest.
    [Fact]
    public async Task Waits_double_up_to_the_longest_and_attempts_end()
    {
        RetryOptions options = new() { MaxAttempts = 6, LongestDelay = TimeSpan.FromSeconds(5) };

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(options, new CallAttempts(1), [.. Enumerable.Repeat(Http(500), 9)]));

        Assert.Equal(6, _made.Count);
        double[] longest = [1, 2, 4, 5, 5];
        Assert.All(_made.Zip(_made.Skip(1), (a, b) => b - a).Zip(longest), wait => Assert.InRange(wait.First, wait.Second / 2, wait.Second));
    }

    [Fact]
    public async Task Time_limits_are_tried_less_often_since_each_costs_its_whole_time()
    {
        await Assert.ThrowsAsync<CallTimeoutException>(() => CallAsync(new RetryOptions(), new CallAttempts(1), [.. Enumerable.Repeat(new CallTimeoutException("timeout", "late"), 9)]));

        Assert.Equal(2, _made.Count);
    }

    [Fact]
    public async Task The_same_seed_waits_alike()
    {
        await CallAsync(new RetryOptions(), new CallAttempts(5), Http(500));
        double first = _made[1];
        double begun = _time.Seconds;
        _made.Clear();

        await CallAsync(new RetryOptions(), new CallAttempts(5), Http(500));

        Assert.Equal(first, _made[1] - begun, 1e-6);
    }

    [Fact]
    public async Task A_service_that_never_answered_is_not_waited_for()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(new RetryOptions(), new CallAttempts(1), Refused()));

        Assert.Single(_made);
    }

    [Fact]
    public async Task A_service_that_answered_before_is_waited_for_until_it_is_given_up()
    {
        RetryPolicy policy = new(new RetryOptions(), _time);
        await CallAsync(policy, new CallAttempts(1));
        _made.Clear();

        Assert.Equal("answer", await CallAsync(policy, new CallAttempts(1), Refused(), Refused()));
        Assert.Equal(3, _made.Count);
        _made.Clear();

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(policy, new CallAttempts(1), [.. Enumerable.Repeat(Refused(), 9)]));
        Assert.Equal(5, _made.Count);
        _made.Clear();

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(policy, new CallAttempts(1), Refused()));
        Assert.Single(_made);
    }

    [Theory]
    [InlineData("7", 7.0)]
    [InlineData("0", 0.0)]
    [InlineData("1.5", 1.5)]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT", 30.0)]
    [InlineData("Sun, 01 Mar 2026 11:00:00 GMT", 0.0)]
    [InlineData("soon", null)]
    [InlineData("-3", null)]
    [InlineData("NaN", null)]
    [InlineData(null, null)]
    // More than ten years is told as ten years: nobody waits for either.
    [InlineData("1e400", null)]
    [InlineData("99999999999999999999", 315_360_000.0)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 315_360_000.0)]
    public void Retry_After_is_seconds_or_a_date(string? header, double? seconds) =>
        Assert.Equal(seconds, RetryAfterHeader.Parse(header, _time.GetUtcNow())?.TotalSeconds);

    [Fact]
    public void What_the_service_asks_for_is_waited_and_does_not_use_up_attempts()
    {
        CallAttempts attempts = new(3);
        CallFailure refused = new(FailureKind.Refused, "http-429", TimeSpan.FromSeconds(20));
        RetryOptions options = new() { MaxAttempts = 2, LongestWait = TimeSpan.FromSeconds(65) };

        for (int i = 0; i < 3; i++) { Assert.InRange(attempts.Next(refused, options, reachable: true)!.Value.TotalSeconds, 20, 25.1); }

        Assert.Null(attempts.Next(refused, options, reachable: true));
        Assert.Equal(["http-429", "http-429", "http-429"], attempts.Retried);
        Assert.NotNull(attempts.Next(new CallFailure(FailureKind.ServiceFailed, "http-500"), options, reachable: true));
        Assert.Null(attempts.Next(new CallFailure(FailureKind.ServiceFailed, "http-500"), options, reachable: true));
    }

    [Theory]
    [InlineData(3_600, "asked to wait 3600 s, which is too long: 600 s in all is the most")]
    [InlineData(315_360_000, "asked to wait ten years or more, which is too long: 600 s in all is the most")]
    public void A_wait_longer_than_anybody_waits_ends_the_call_and_says_so(int seconds, string words)
    {
        CallAttempts attempts = new(1);

        Assert.Null(attempts.Next(new CallFailure(FailureKind.Refused, "http-429", TimeSpan.FromSeconds(seconds)), new RetryOptions(), reachable: true));
        Assert.Equal(words, attempts.GaveUp);
    }

    // At once, in the past, in a few milliseconds: each uses up an attempt, and waits as after any other failure.
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(900)]
    public void A_service_that_always_says_at_once_is_asked_as_often_as_any_other(int milliseconds)
    {
        CallAttempts attempts = new(1);
        List<double> waits = [];

        while (attempts.Next(new CallFailure(FailureKind.Refused, "http-429", TimeSpan.FromMilliseconds(milliseconds)), new RetryOptions { MaxAttempts = 4 }, reachable: true) is { } wait) { waits.Add(wait.TotalMilliseconds); }

        Assert.Equal(3, waits.Count);
        Assert.All(waits, wait => Assert.True(wait >= Math.Max(500, milliseconds)));
        Assert.Null(attempts.GaveUp);
    }

    [Fact]
    public void Nothing_is_nothing_whatever_the_service_asks_for() =>
        Assert.Null(new CallAttempts(1).Next(new CallFailure(FailureKind.Refused, "http-429", TimeSpan.FromSeconds(1)), RetryOptions.None, reachable: true));

    [Theory]
    [InlineData("MaxAttempts")]
    [InlineData("MaxTimeouts")]
    [InlineData("FirstDelay")]
    [InlineData("LongestDelay")]
    [InlineData("LongestWait")]
    public void Options_out_of_range_are_named(string name)
    {
        Func<RetryOptions> make = name switch
        {
            "MaxAttempts" => () => new RetryOptions { MaxAttempts = 0 },
            "MaxTimeouts" => () => new RetryOptions { MaxTimeouts = 0 },
            "FirstDelay" => () => new RetryOptions { FirstDelay = TimeSpan.FromSeconds(-1) },
            "LongestDelay" => () => new RetryOptions { LongestDelay = TimeSpan.FromDays(99) },
            _ => () => new RetryOptions { LongestWait = TimeSpan.FromSeconds(-1) },
        };

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(make).ParamName);
    }

    private static HttpRequestException Http(int status) => new($"{status}", null, (HttpStatusCode)status);

    private static HttpRequestException Refused() => new("refused", new SocketException((int)SocketError.ConnectionRefused));

    private Task<string> CallAsync(RetryOptions options, CallAttempts attempts, params Exception[] failures) => CallAsync(new RetryPolicy(options, _time), attempts, failures);

    private async Task<string> CallAsync(RetryPolicy policy, CallAttempts attempts, params Exception[] failures)
    {
        Queue<Exception> left = new(failures);
        return await policy.ExecuteAsync(
            _ =>
            {
                _made.Add(_time.Seconds);
                return left.TryDequeue(out Exception? failure) ? ValueTask.FromException<string>(failure) : new ValueTask<string>("answer");
            },
            attempts, TestContext.Current.CancellationToken);
    }
}
