namespace LlmNotebooks.Evaluation;

/// <summary>A run as its store lists it.</summary>
/// <param name="Id">Identifies the run within its store.</param>
/// <param name="Name">A name for people; null where none was given.</param>
/// <param name="Status">How far it came.</param>
/// <param name="Plan">What it does.</param>
/// <param name="Environment">Where it was made.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs, or where its process was killed.</param>
/// <param name="Answers">Calls stored so far, failed ones included.</param>
/// <param name="Errors">Failed calls among them.</param>
public sealed record RunInfo(
    string Id,
    string? Name,
    RunStatus Status,
    RunPlan Plan,
    RunEnvironment Environment,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    long Answers,
    long Errors)
{
    /// <summary>The run whose answers these are, scored anew, as <c>id in store</c>; null where the calls were made.</summary>
    public string? ReplayOf { get; init; }
}
