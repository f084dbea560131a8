using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Makes one call by the candidate's pipeline; a failure becomes a row like any other.</summary>
internal sealed class Caller(RunOptions options, IReadOnlyList<Candidate> candidates, Spending? spending)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly IChatClient[] _pipelines = [.. candidates.Select((candidate, index) => CandidatePipeline.Of(candidate, index, options, spending))];

    /// <summary>The candidate's answer, or how it failed.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled before the answer was there.</exception>
    /// <exception cref="BudgetReachedException">An attempt could pass the budget.</exception>
    public async Task<AnswerRow> CallAsync(int candidateIndex, int sampleIndex, Sample sample, int repetition, CallRecord call, CancellationToken cancellationToken)
    {
        Candidate candidate = candidates[candidateIndex];
        RunCallOptions chat = new(call) { Temperature = options.Temperature, MaxOutputTokens = options.MaxOutputTokens, Seed = call.Seed };
        candidate.Apply(chat);
        AnswerRow row = new() { Candidate = candidateIndex, Sample = sampleIndex, Repetition = repetition, Seed = call.Seed, StartedAt = call.StartedAt, Asked = sample };
        try
        {
            ResponseReader.Read(await _pipelines[candidateIndex].GetResponseAsync(Prompt.Of(sample, options.SystemPrompt), chat, cancellationToken).ConfigureAwait(false), row, candidate.Secrets, chat.MaxOutputTokens);
            row.TimeToFirstTokenMs = call.FirstTokenMs;
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
            row.ErrorType = FailureReader.Read(e, _time.GetUtcNow(), candidate).Type;
            string words = call.Attempts.GaveUp is { } why ? $"{Failures.Describe(e)} — {why}" : Failures.Describe(e);
            row.ErrorMessage = Redaction.Redact(row.ErrorType == FailureReader.Unknown ? $"{words} ({e.GetType().Name})" : words, candidate.Secrets);
        }

        row.LatencyMs = call.LatencyMs;
        row.Retried = call.Attempts.Retried.Count == 0 ? null : string.Join(',', call.Attempts.Retried);
        row.WaitedMs = call.WaitedMs;
        return row;
    }
}
