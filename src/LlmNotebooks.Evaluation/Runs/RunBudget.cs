namespace LlmNotebooks.Evaluation;

/// <summary>What a run may spend. It stops before a call that could pass it.</summary>
/// <remarks>
/// A call is made only while its greatest possible usage still fits beside what is spent and under way: the bytes of its prompt in UTF-8, which
/// tokens of byte-level tokenisers never outnumber, with 64 and 16 a message for the template; and the longest answer, so <see cref="RunOptions.MaxOutputTokens"/> is needed.
/// What a call reports then takes the place of that. An attempt that may be billed and reports nothing (a time limit, a broken connection) counts in full.
/// Stored answers of an earlier part of the run count; calls that were under way when a process was killed are not known.
/// </remarks>
public sealed record RunBudget
{
    /// <summary>Most prompt and answer tokens together, at least 1. Null, the default: no limit.</summary>
    public long? Tokens
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A budget of tokens is at least 1, or null for none.");
    }

    /// <summary>Most dollars, more than 0. Null, the default: no limit. Needs <see cref="PriceOfCall"/>.</summary>
    public decimal? CostUsd
    {
        get;
        init => field = value is null or > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A budget of dollars is more than 0, or null for none.");
    }

    /// <summary>What a candidate's call costs in USD by its prompt tokens, its answer tokens and the time; null where it has no price. Never asked for models in this process, which cost 0.</summary>
    public Func<RunCandidate, long, long, DateTimeOffset, decimal?>? PriceOfCall { get; init; }
}
