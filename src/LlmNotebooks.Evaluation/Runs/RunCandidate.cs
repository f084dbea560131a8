using LlmNotebooks.Candidates;

namespace LlmNotebooks.Evaluation;

/// <summary>What a run knows of a candidate.</summary>
/// <param name="Name">Its name, unique within the run.</param>
/// <param name="Source">Where the model comes from; null where unknown.</param>
/// <param name="ModelId">What the model is called there; null where unknown.</param>
/// <param name="FileBytes">Size of the model's file; null where there is none.</param>
public sealed record RunCandidate(string Name, string? Source, string? ModelId, long? FileBytes)
{
    /// <summary>Who serves the model; null where unknown.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether the model ran in the process of the run; null where the run was stored before that was noted.</summary>
    public bool? InProcess { get; init; }

    /// <summary>How the weights are stored; null where unknown.</summary>
    public string? Quantization { get; init; }

    /// <summary>How much the model was to reason; null where nothing was said.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>At which level the service served it; null for its standard.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Settings of its own, by name; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>What is stored of a candidate.</summary>
    internal static RunCandidate Of(Candidate candidate) => new(candidate.Name, candidate.Source, candidate.ModelId, candidate.FileBytes)
    {
        Provider = candidate.Provider,
        InProcess = candidate.IsInProcess,
        Quantization = candidate.Quantization,
        ReasoningEffort = candidate.ReasoningEffort?.ToString().ToLowerInvariant(),
        ServiceTier = candidate.ServiceTier,
        Settings = candidate.Settings.Count == 0 ? null : candidate.Settings,
    };
}
