using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>Whose prices a candidate's calls are counted at.</summary>
/// <param name="Provider">Who serves the model; null to tell by the model's name.</param>
/// <param name="Model">The model as the provider calls it.</param>
/// <param name="Level">How urgently it is served.</param>
public sealed record PricedAs(string? Provider, string Model, ServiceLevel Level = ServiceLevel.Standard)
{
    /// <summary>A candidate's own prices: of the model by its id at its source, or by its name.</summary>
    public static PricedAs Itself(RunCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new PricedAs(null, candidate.ModelId ?? candidate.Name);
    }

    /// <summary><c>provider/model</c>.</summary>
    public override string ToString() => Provider is null ? Model : $"{Provider}/{Model}";
}
