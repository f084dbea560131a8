using LlmNotebooks.Candidates;
using Microsoft.Extensions.AI;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>One short answer from each model that runs in this process, before any is measured.</summary>
/// <remarks>
/// The first answer of a process pays for loading and compiling, whichever model gives it, and would be counted as that model's response
/// time. Services are not called: their first call may cost money, and connecting to them is part of what a caller sees.
/// </remarks>
internal static class WarmUp
{
    private static readonly ChatMessage[] Greeting = [new(ChatRole.User, "Hello")];

    public static async Task RunAsync(IEnumerable<Candidate> candidates, RunOptions options, CancellationToken cancellationToken)
    {
        ChatOptions brief = new() { MaxOutputTokens = 2, Temperature = options.Temperature };
        foreach (Candidate candidate in candidates.Where(candidate => candidate.IsInProcess))
        {
            try
            {
                await candidate.Client.GetStreamingResponseAsync(Greeting, brief, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A model that cannot answer says so again in the run, where it is stored as an error.
            }
        }
    }
}
