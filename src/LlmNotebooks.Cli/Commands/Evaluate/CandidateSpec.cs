using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Inference;

namespace LlmNotebooks.Cli.Commands.Evaluate;

/// <summary>A candidate as the command line writes it: a model, with a name before it where its own does not do.</summary>
internal static class CandidateSpec
{
    /// <summary>Reads M or NAME=M, where M is what <see cref="Models.Parse"/> reads.</summary>
    /// <exception cref="FormatException">M is no model.</exception>
    public static Candidate Parse(string text, string? apiKey = null)
    {
        int mark = text.IndexOf('=', StringComparison.Ordinal);
        bool named = mark > 0 && !text[..mark].Contains(':', StringComparison.Ordinal) && !File.Exists(text);
        return named ? Models.Parse(text[(mark + 1)..], text[..mark], apiKey) : Models.Parse(text, apiKey: apiKey);
    }

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
