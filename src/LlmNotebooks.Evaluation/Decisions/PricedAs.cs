using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Decisions;

/// <summary>Whose prices a candidate's calls are counted at.</summary>
/// <param name="Provider">Who serves the model; null to tell by the model's name.</param>
/// <param name="Model">The model as the provider calls it.</param>
/// <param name="Level">How urgently it is served.</param>
public sealed record PricedAs(string? Provider, string Model, ServiceLevel Level = ServiceLevel.Standard)
{
    /// <summary>A candidate's own prices: of its provider's model by its id there, or by its name, at the service tier that it states.</summary>
    public static PricedAs Itself(RunCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ServiceLevel level = Enum.TryParse(candidate.ServiceTier, ignoreCase: true, out ServiceLevel stated) && Enum.IsDefined(stated) ? stated : ServiceLevel.Standard;
        return new PricedAs(candidate.Provider, candidate.ModelId ?? candidate.Name, level);
    }

    /// <summary><c>provider/model</c>.</summary>
    public override string ToString() => Provider is null ? Model : $"{Provider}/{Model}";
}
