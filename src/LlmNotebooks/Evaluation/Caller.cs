using System.Globalization;
using System.Text;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation;

/// <summary>Makes one call, times it, scores its answer; a failure becomes a row like any other.</summary>
internal sealed class Caller(RunOptions options, IReadOnlyList<IMetric> metrics)
{
    private readonly TimeProvider _time = options.TimeProvider;

    /// <exception cref="OperationCanceledException">The run was cancelled before the answer was there and scored.</exception>
    public async Task<AnswerRow> CallAsync(int candidateIndex, Candidate candidate, int sampleIndex, Sample sample, int repetition, CancellationToken cancellationToken)
    {
        long seed = CallPlan.Seed(options.Seed, sample.Id, repetition);
        DateTimeOffset started = _time.GetUtcNow();
        long clock = _time.GetTimestamp();
        Outcome outcome = await AskAsync(candidate, sample, seed, clock, cancellationToken).ConfigureAwait(false);
        double latency = _time.GetElapsedTime(clock).TotalMilliseconds;
        IReadOnlyList<Score> scores = await ScoreAsync(sample, outcome, candidate.Secrets, cancellationToken).ConfigureAwait(false);
        return new AnswerRow(
            candidateIndex, sampleIndex, repetition, seed, started, latency, outcome.FirstTokenMs,
            outcome.Response?.Usage?.InputTokenCount, outcome.Response?.Usage?.OutputTokenCount,
            outcome.Response?.Usage?.CachedInputTokenCount, outcome.Response?.Usage?.ReasoningTokenCount,
            outcome.Text, outcome.Response?.FinishReason?.Value, outcome.Response?.ModelId,
            outcome.ErrorType, outcome.ErrorMessage, scores);
    }

    private async Task<Outcome> AskAsync(Candidate candidate, Sample sample, long seed, long clock, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(options.Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            List<ChatMessage> messages = [];
            if (options.SystemPrompt is not null) { messages.Add(new ChatMessage(ChatRole.System, options.SystemPrompt)); }
            messages.Add(new ChatMessage(ChatRole.User, sample.Input));
            ChatOptions chat = new() { Temperature = options.Temperature, MaxOutputTokens = options.MaxOutputTokens, Seed = seed };
            Task<Outcome> asked = options.Streaming
                ? StreamAsync(candidate.Client, messages, chat, clock, either.Token)
                : WholeAsync(candidate.Client, messages, chat, either.Token);
            // Not every client heeds its token; the wait ends all the same, and an answer that comes late is none.
            Outcome outcome = await asked.WaitAsync(either.Token).ConfigureAwait(false);
            return timeout.IsCancellationRequested ? TimedOut() : outcome;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (timeout.IsCancellationRequested)
        {
            return TimedOut();
        }
        catch (Exception e)
        {
            return new Outcome(e.GetType().Name, Redaction.Redact(Describe(e), candidate.Secrets));
        }
    }

    private Outcome TimedOut() => new("timeout", string.Create(CultureInfo.InvariantCulture, $"no answer within {options.Timeout.TotalSeconds:0.###} s"));

    private static async Task<Outcome> WholeAsync(IChatClient client, List<ChatMessage> messages, ChatOptions chat, CancellationToken cancellationToken) =>
        new(await client.GetResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false));

    private async Task<Outcome> StreamAsync(IChatClient client, List<ChatMessage> messages, ChatOptions chat, long clock, CancellationToken cancellationToken)
    {
        List<ChatResponseUpdate> updates = [];
        double? firstToken = null;
        await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(messages, chat, cancellationToken).ConfigureAwait(false))
        {
            if (firstToken is null && update.Text.Length > 0) { firstToken = _time.GetElapsedTime(clock).TotalMilliseconds; }
            updates.Add(update);
        }

        return new Outcome(updates.ToChatResponse()) { FirstTokenMs = firstToken };
    }

    private async Task<IReadOnlyList<Score>> ScoreAsync(Sample sample, Outcome outcome, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        Score[] scores = new Score[metrics.Count];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = outcome.Text is null
                ? Score.Missing($"no answer: {outcome.ErrorType}")
                : await ScoreAsync(metrics[i], sample, outcome.Text, secrets, cancellationToken).ConfigureAwait(false);
        }

        return scores;
    }

    // What fails here fails for this score only. A cancelled run is no failure: an answer without its scores would never get them, so it is not kept.
    private static async Task<Score> ScoreAsync(IMetric metric, Sample sample, string answer, IReadOnlyList<string> secrets, CancellationToken cancellationToken)
    {
        try
        {
            return await metric.ScoreAsync(sample, answer, cancellationToken).ConfigureAwait(false) ?? Score.Missing("the metric returned nothing");
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception e)
        {
            return Score.Missing("the metric failed: " + Redaction.Redact($"{e.GetType().Name}: {Describe(e)}", secrets));
        }
    }

    private static string Describe(Exception e)
    {
        StringBuilder text = new(e.Message);
        for (Exception? inner = e.InnerException; inner is not null; inner = inner.InnerException)
        {
            if (!e.Message.Contains(inner.Message, StringComparison.Ordinal)) { text.Append(" — ").Append(inner.Message); }
        }

        return text.ToString();
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
    }
}
