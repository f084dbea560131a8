using LlmNotebooks.Candidates;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Makes no attempt that could pass the budget, and settles each by what it reports.</summary>
/// <remarks>Inside of the retries: each attempt may be billed. So may those of a client that retries by itself and notes them in the run's call.</remarks>
internal sealed class BudgetChatClient(IChatClient inner, Spending spending, int candidateIndex, Candidate candidate, TimeProvider time) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        CallAttempts attempts = RunCallOptions.CallOf(options).Attempts;
        (Func<CancellationToken, ValueTask>? begins, Action<string, TimeSpan>? waits) = (attempts.Begins, attempts.Waits);
        Reservation? held = await spending.ReserveAsync(candidateIndex, all, cancellationToken).ConfigureAwait(false);
        try
        {
            attempts.Waits = Waits;
            attempts.Begins = BeginsAsync;
            ChatResponse response = await InnerClient.GetResponseAsync(all, options, cancellationToken).ConfigureAwait(false);
            if (held is { } answered) { spending.Settle(answered, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount); }
            return response;
        }
        catch (Exception e)
        {
            if (held is { } failed) { spending.Fail(failed, FailureReader.Read(e, time.GetUtcNow(), candidate).IsUnbilled); }
            throw;
        }
        finally
        {
            (attempts.Begins, attempts.Waits) = (begins, waits);
        }

        void Waits(string failure, TimeSpan wait)
        {
            if (held is { } failed) { spending.Fail(failed, CallFailure.IsUnbilledType(failure)); }
            held = null;
            waits?.Invoke(failure, wait);
        }

        async ValueTask BeginsAsync(CancellationToken token)
        {
            if (begins is not null) { await begins(token).ConfigureAwait(false); }
            held ??= await spending.ReserveAsync(candidateIndex, all, token).ConfigureAwait(false);
        }
    }
}
