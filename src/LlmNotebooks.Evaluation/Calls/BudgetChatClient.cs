using LlmNotebooks.Candidates;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>Makes no attempt that could pass the budget, and settles each by what it reports.</summary>
/// <remarks>Inside of the retries: each attempt may be billed.</remarks>
internal sealed class BudgetChatClient(IChatClient inner, Spending spending, int candidateIndex, Candidate candidate, TimeProvider time) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        Reservation reserved = await spending.ReserveAsync(candidateIndex, all, cancellationToken).ConfigureAwait(false);
        try
        {
            ChatResponse response = await InnerClient.GetResponseAsync(all, options, cancellationToken).ConfigureAwait(false);
            spending.Settle(reserved, response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount);
            return response;
        }
        catch (Exception e)
        {
            spending.Fail(reserved, FailureReader.Read(e, time.GetUtcNow(), candidate).IsUnbilled);
            throw;
        }
    }
}
