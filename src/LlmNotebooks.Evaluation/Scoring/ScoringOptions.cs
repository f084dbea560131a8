namespace LlmNotebooks.Evaluation;

/// <summary>How stored answers are scored.</summary>
public sealed record ScoringOptions
{
    /// <summary>File of the run store that takes the run with its answers, where the one it is in is to stay as it is. Null, the default: scores go beside the answers.</summary>
    public string? StorePath { get; init; }

    /// <summary>Whether answers are scored anew that these metrics have scored before, into a scoring of its own. Default false: only what has no score.</summary>
    public bool Again { get; init; }

    /// <summary>Most answers scored at once, at least 1. Default 16; metrics that ask a judge may want fewer.</summary>
    public int Concurrency
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Must be at least 1.");
    } = 16;

    /// <summary>Texts that must never reach the store: keys of judges. Default: none.</summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>Where time comes from. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
