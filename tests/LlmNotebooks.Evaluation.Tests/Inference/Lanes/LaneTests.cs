using LlmNotebooks.Candidates;
using LlmNotebooks.Inference;

namespace LlmNotebooks.Tests.Inference.Lanes;

public sealed class LaneTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Places_are_given_in_the_order_in_which_they_are_asked_for()
    {
        Lane lane = new LlmNotebooks.Inference.Lanes(1).Of(SmallRuns.Echo());
        await lane.EnterAsync(Token);
        Task second = lane.EnterAsync(Token).AsTask(), third = lane.EnterAsync(Token).AsTask();

        Assert.False(second.IsCompleted);
        lane.Leave();
        await second;
        Assert.False(third.IsCompleted);
        lane.Leave();
        await third;

        Assert.Equal(1, lane.UnderWay);
        lane.Leave();
        Assert.Equal(0, lane.UnderWay);
    }

    [Fact]
    public async Task One_that_gives_up_waiting_takes_no_place()
    {
        Lane lane = new LlmNotebooks.Inference.Lanes(1).Of(SmallRuns.Echo());
        await lane.EnterAsync(Token);
        using CancellationTokenSource stop = new();
        Task gone = lane.EnterAsync(stop.Token).AsTask(), next = lane.EnterAsync(Token).AsTask();

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lane.EnterAsync(stop.Token).AsTask());
        lane.Leave();
        await next;

        Assert.Equal(1, lane.UnderWay);
    }

    [Fact]
    public async Task More_places_let_those_in_that_wait()
    {
        Lane lane = new LlmNotebooks.Inference.Lanes(1).Of(SmallRuns.Echo());
        Task[] calls = [.. Enumerable.Range(0, 4).Select(_ => lane.EnterAsync(Token).AsTask())];

        lane.Concurrency = 3;
        await Task.WhenAll(calls[..3]);

        Assert.False(calls[3].IsCompleted);
        Assert.Throws<ArgumentOutOfRangeException>(() => lane.Concurrency = 0);
    }

    [Fact]
    public async Task However_many_come_never_more_are_under_way_and_all_get_through()
    {
        Lane lane = new LlmNotebooks.Inference.Lanes(3).Of(SmallRuns.Echo());
        int now = 0, most = 0;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => Task.Run(async () =>
        {
            await lane.EnterAsync(Token);
            int seen = Interlocked.Increment(ref now);
            lock (lane) { most = Math.Max(most, seen); }
            await Task.Yield();
            Interlocked.Decrement(ref now);
            lane.Leave();
        }, Token)));

        Assert.InRange(most, 1, 3);
        Assert.Equal(0, lane.UnderWay);
    }

    [Fact]
    public void Candidates_of_one_endpoint_share_a_lane_and_unknown_ones_stand_alone()
    {
        LlmNotebooks.Inference.Lanes lanes = new();
        Candidate a = new("a", new FakeChatClient(input => input)) { Endpoint = "one" }, b = new("b", new FakeChatClient(input => input)) { Endpoint = "one" };
        Candidate local = new("local", new FakeChatClient(input => input)) { IsInProcess = true }, other = new("other", new FakeChatClient(input => input)) { IsInProcess = true };

        Assert.Same(lanes.Of(a), lanes.Of(b));
        Assert.Same(lanes.Of(local), lanes.Of(other));
        Assert.NotSame(lanes.Of(a), lanes.Of(local));
        Assert.NotSame(lanes.Of(SmallRuns.Echo("x")), lanes.Of(SmallRuns.Echo("y")));
        Assert.Equal(4, lanes.Of(a).Concurrency);
        Assert.Equal(2, new LlmNotebooks.Inference.Lanes(8).Of(new Candidate("m", new FakeChatClient(input => input)) { Limits = new CandidateLimits { Concurrency = 2 } }).Concurrency);
    }
}
