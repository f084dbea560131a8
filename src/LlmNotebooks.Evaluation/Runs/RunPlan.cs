using System.Text.Json.Serialization;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Evaluation;

/// <summary>What a run does: every candidate answers every sample, repetition by repetition.</summary>
public sealed record RunPlan
{
    /// <summary>Name of the dataset.</summary>
    public required string DatasetName { get; init; }

    /// <summary>Content hash of the dataset.</summary>
    public required string DatasetHash { get; init; }

    /// <summary>File of the dataset; null where it was made from objects.</summary>
    public string? DatasetSource { get; init; }

    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>The candidates, in the order given.</summary>
    public required IReadOnlyList<RunCandidate> Candidates { get; init; }

    /// <summary>The metrics by which answers are scored as they come, with their facts, in the order given.</summary>
    public required IReadOnlyList<MetricInfo> Metrics { get; init; }

    /// <summary>How often each candidate answers each sample.</summary>
    public required int Repetitions { get; init; }

    /// <summary>Seed of the run, from which each call's is derived.</summary>
    public required long Seed { get; init; }

    /// <summary>Sampling temperature; null: the model's own default.</summary>
    public float? Temperature { get; init; }

    /// <summary>Longest answer in tokens; null: the model's own limit.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Instruction before each input; null for none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>Whether answers were streamed, so that the time to the first token is known.</summary>
    public bool Streaming { get; init; }

    /// <summary>Most calls under way at once at one endpoint.</summary>
    public int Concurrency { get; init; }

    /// <summary>Longest a call may take.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>Whether the plan was stored when only names of metrics were: their parameters are not known.</summary>
    [JsonIgnore]
    internal bool HasNamesOnly { get; init; }

    /// <summary>Candidates × samples × repetitions.</summary>
    public long Calls => (long)Candidates.Count * Samples * Repetitions;
}
