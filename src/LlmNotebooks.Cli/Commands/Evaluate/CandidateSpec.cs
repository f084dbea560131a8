using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Usage;

namespace LlmNotebooks.Cli.Commands.Evaluate;

/// <summary>Candidates as the command line names them.</summary>
internal static class CandidateSpec
{
    /// <summary>One model name on two servers needs names to tell the two apart.</summary>
    /// <exception cref="UsageException">Two candidates have one name.</exception>
    public static void RequireDistinctNames(IEnumerable<Candidate> candidates)
    {
        if (candidates.GroupBy(candidate => candidate.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"Two models are named {twice.Key}; tell them apart with --model NAME=M.");
        }
    }
}
