using LlmNotebooks.Candidates;
using LlmNotebooks.Inference.Resilience;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>The one way of a run's calls to a candidate: retry → budget → meter → client; a place in the lane is taken before each attempt, and the answer is recorded after the last.</summary>
/// <remarks>
/// Retries are outermost, so that a wait holds neither place nor budget, and every attempt is budgeted and measured by itself.
/// A client that makes calls again by itself is not made to do so twice: this library's retries note their attempts in the run's own call, and others have none around them.
/// </remarks>
internal static class CandidatePipeline
{
    public static IChatClient Of(Candidate candidate, int index, RunOptions options, Spending? spending)
    {
        bool retriesItself = candidate.IsInProcess || candidate.RetriesItself || candidate.Client.GetService<RetryingChatClient>() is not null;
        IChatClient client = new MeteringChatClient(candidate.Client, options);
        if (spending is not null) { client = new BudgetChatClient(client, spending, index, candidate, options.TimeProvider); }
        // A model in this process would only fail again.
        return new RetryingChatClient(client, new RetryPolicy(retriesItself ? RetryOptions.None : options.Retry, options.TimeProvider, candidate));
    }
}
