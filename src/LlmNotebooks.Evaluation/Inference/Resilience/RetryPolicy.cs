using LlmNotebooks.Candidates;
using Polly;
using Polly.Retry;

namespace LlmNotebooks.Inference.Resilience;

/// <summary>Makes the calls to one service, and makes again what failed for the moment.</summary>
/// <remarks>One instance per service: it remembers whether the service has answered.</remarks>
internal sealed class RetryPolicy
{
    private static readonly ResiliencePropertyKey<CallAttempts> Attempts = new("attempts");
    private static readonly ResiliencePropertyKey<TimeSpan> Wait = new("wait");

    private readonly RetryOptions _options;
    private readonly TimeProvider _time;
    private readonly Candidate? _candidate;
    private readonly ResiliencePipeline _pipeline;
    private volatile bool _reachable;

    /// <param name="options">Which failures, how often, after how long.</param>
    /// <param name="time">Waits by it.</param>
    /// <param name="candidate">Whose calls they are, for its own reading of failures; null where it is not known.</param>
    public RetryPolicy(RetryOptions options, TimeProvider time, Candidate? candidate = null)
    {
        _options = options;
        _time = time;
        _candidate = candidate;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = int.MaxValue, ShouldHandle = IsWorthIt, DelayGenerator = Delay })
            .Build();
    }

    /// <summary>Makes a call until it succeeds, or fails for good.</summary>
    /// <param name="call">One attempt; throws where it fails.</param>
    /// <param name="attempts">Notes what was made again.</param>
    /// <param name="cancellationToken">Ends attempt or wait.</param>
    public async ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> call, CallAttempts attempts, CancellationToken cancellationToken)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        context.Properties.Set(Attempts, attempts);
        try
        {
            T result = await _pipeline.ExecuteAsync(static (context, call) => call(context.CancellationToken), context, call).ConfigureAwait(false);
            _reachable = true;
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (FailureReader.Read(e, _time.GetUtcNow(), _candidate).Kind == FailureKind.Unreachable) { _reachable = false; }
            throw;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ValueTask<bool> IsWorthIt(RetryPredicateArguments<object> attempt)
    {
        if (attempt.Outcome.Exception is not { } exception || attempt.Context.CancellationToken.IsCancellationRequested) { return new(false); }
        CallAttempts attempts = attempt.Context.Properties.GetValue(Attempts, null!);
        TimeSpan? wait = attempts.Next(FailureReader.Read(exception, _time.GetUtcNow(), _candidate), _options, _reachable);
        attempt.Context.Properties.Set(Wait, wait ?? TimeSpan.Zero);
        if (wait is { } time) { attempts.Waits?.Invoke(attempts.Retried[^1], time); }
        return new(wait is not null);
    }

    private static ValueTask<TimeSpan?> Delay(RetryDelayGeneratorArguments<object> attempt) => new(attempt.Context.Properties.GetValue(Wait, TimeSpan.Zero));
}
