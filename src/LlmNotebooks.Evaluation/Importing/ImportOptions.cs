namespace LlmNotebooks.Evaluation;

/// <summary>How another tool's log becomes a run.</summary>
public sealed record ImportOptions
{
    /// <summary>The store that takes the run. Null: a temporary one.</summary>
    public string? StorePath { get; init; }

    /// <summary>Id of the run. Null: one of the time and the content. A run of this id must not be there.</summary>
    public string? RunId { get; init; }

    /// <summary>Name of the run. Null: the log's own.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the model, where the log does not tell it. Null: the log's own.</summary>
    public string? Model { get; init; }

    /// <summary>The clock, for the time of the import. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
