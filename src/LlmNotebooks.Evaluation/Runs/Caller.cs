using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation;

/// <summary>Makes one call, again where that is worth it, times it, scores its answer; a failure becomes a row like any other.</summary>
internal sealed class Caller(RunOptions options, IReadOnlyList<Candidate> candidates, Scorer scorer, Spending? spending)
{
    private readonly TimeProvider _time = options.TimeProvider;

    // One per candidate: whether a service can be reached is its own affair. A model in this process would only fail again.
    private readonly RetryPolicy[] _retries = [.. candidates.Select(candidate => new RetryPolicy(candidate.IsInProcess ? RetryOptions.None : options.Retry, options.TimeProvider))];

    /// <exception cref="OperationCanceledException">The run was cancelled before the answer was there and scored.</exception>
    public async Task<AnswerRow> CallAsync(int candidateIndex, int sampleIndex, Sample sample, int repetition, ProgressReporter progress, CancellationToken cancellationToken)
    {
        Candidate candidate = candidates[candidateIndex];
        CallRecord call = new(CallPlan.Seed(options.Seed, sample.Id, repetition), _time, progress);
        call.Attempts.Waits = call.BeginWait;
        Outcome outcome = await AskAsync(candidateIndex, sample, call, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Score> scores = await scorer.ScoreAsync(sample, outcome.Text, outcome.ErrorType, candidate.Secrets, cancellationToken).ConfigureAwait(false);
        UsageDetails? usage = outcome.Response?.Usage;
        return new AnswerRow(
            candidateIndex, sampleIndex, repetition, call.Seed, call.StartedAt, outcome.LatencyMs, outcome.FirstTokenMs,
            usage?.InputTokenCount, usage?.OutputTokenCount, usage?.CachedInputTokenCount, usage?.ReasoningTokenCount,
            outcome.Text, outcome.Response?.FinishReason?.Value, outcome.Response?.ModelId,
            outcome.ErrorType, outcome.ErrorMessage, scores)
        {
            Retried = call.Attempts.Retried,
            WaitedMs = call.WaitedMs,
        };
    }

    private async Task<Outcome> AskAsync(int index, Sample sample, CallRecord call, CancellationToken cancellationToken)
    {
        (Candidate candidate, RetryPolicy retries) = (candidates[index], _retries[index]);
        List<ChatMessage> messages = Prompt.Of(sample, options.SystemPrompt);
        ChatOptions chat = new() { Temperature = options.Temperature, MaxOutputTokens = options.MaxOutputTokens, Seed = call.Seed };
        try
        {
            return await retries.ExecuteAsync(token => PaidAttemptAsync(index, messages, chat, call, token), call.Attempts, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (BudgetReachedException)
        {
            throw;
        }
        catch (Exception e)
        {
            return new Outcome(CallFailure.Of(e, _time.GetUtcNow()).Type, Redaction.Redact(Failures.Describe(e), candidate.Secrets)) { LatencyMs = call.ElapsedMs };
        }
        finally
        {
            call.EndWait();
        }
    }

    private async ValueTask<Outcome> PaidAttemptAsync(int index, List<ChatMessage> messages, ChatOptions chat, CallRecord call, CancellationToken cancellationToken)
    {
        IChatClient client = candidates[index].Client;
        if (spending is null) { return await AttemptAsync(client, messages, chat, call, cancellationToken).ConfigureAwait(false); }
        Reservation reserved = await spending.ReserveAsync(index, messages, cancellationToken).ConfigureAwait(false);
        try
        {
            Outcome outcome = await AttemptAsync(client, messages, chat, call, cancellationToken).ConfigureAwait(false);
            spending.Settle(reserved, outcome.Response?.Usage?.InputTokenCount, outcome.Response?.Usage?.OutputTokenCount);
            return outcome;
        }
        catch (Exception e)
        {
            spending.Fail(reserved, CallFailure.Of(e, _time.GetUtcNow()).IsUnbilled);
            throw;
        }
    }

    /// <exception cref="CallTimeoutException">The attempt took longer than it may.</exception>
    private async ValueTask<Outcome> AttemptAsync(IChatClient client, List<ChatMessage> messages, ChatOptions chat, CallRecord call, CancellationToken cancellationToken)
    {
        call.BeginAttempt();
        using CancellationTokenSource timeout = new(options.Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        FirstTokenLimit firstToken = new(options.FirstTokenTimeout, either, _time);
        await using (firstToken.ConfigureAwait(false))
        {
            try
            {
                Task<Outcome> asked = options.Streaming
                    ? StreamAsync(client, messages, chat, call, firstToken, either.Token)
                    : WholeAsync(client, messages, chat, either.Token);
                // Not every client heeds its token; the wait ends all the same, and an answer that comes late is none.
                Outcome outcome = await asked.WaitAsync(either.Token).ConfigureAwait(false);
                return timeout.IsCancellationRequested ? throw TimedOut() : outcome with { LatencyMs = call.ElapsedMs };
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && firstToken.Passed)
            {
                throw new CallTimeoutException("first-token-timeout", string.Create(CultureInfo.InvariantCulture, $"no first token within {options.FirstTokenTimeout!.Value.TotalSeconds:0.###} s"));
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
            {
                throw TimedOut();
            }
        }
    }

    private CallTimeoutException TimedOut() => new("timeout", string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"));

    private static async Task<Outcome> WholeAsync(IChatClient client, List<ChatMessage> messages, ChatOptions chat, CancellationToken cancellationToken) =>
        new(await client.GetResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false));

    private static async Task<Outcome> StreamAsync(
        IChatClient client, List<ChatMessage> messages, ChatOptions chat, CallRecord call, FirstTokenLimit limit, CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        double? firstToken = null;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false))
        {
            if (firstToken is null && update.Text.Length > 0)
            {
                firstToken = call.ElapsedMs;
                limit.Seen();
            }

            updates.Add(update);
        }

        limit.Seen();
        return new Outcome(updates.ToChatResponse()) { FirstTokenMs = firstToken };
    }

    private sealed record Outcome(ChatResponse? Response, string? Text, string? ErrorType, string? ErrorMessage)
    {
        public Outcome(ChatResponse response)
            : this(response, response.Text, null, null)
        {
        }

        public Outcome(string errorType, string errorMessage)
            : this(null, null, errorType, errorMessage)
        {
        }

        public double? FirstTokenMs { get; init; }

        public double LatencyMs { get; init; }
    }
}
