namespace LlmNotebooks.Evaluation;

/// <summary>How stored answers are scored anew.</summary>
public sealed record ReplayOptions
{
    /// <summary>File of the run store that takes the new run. Null, the default: the one of the answers.</summary>
    public string? StorePath { get; init; }

    /// <summary>Id of the new run; one that the store has is gone on with, where its plan is the same. Null, the default: made from the time and the plan.</summary>
    public string? RunId { get; init; }

    /// <summary>A name for people. Null, the default: none.</summary>
    public string? Name { get; init; }

    /// <summary>Most answers scored at once, at least 1. Default 16; metrics that ask a judge may want fewer.</summary>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be at least 1.");
    } = 16;

    /// <summary>Where time comes from. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
