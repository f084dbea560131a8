using System.Globalization;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Decisions;

/// <summary>What a candidate costs in some respect; less is better.</summary>
/// <param name="Name">What it is, as it reads in a sentence: "file", "median response time".</param>
/// <param name="Of">The cost of one candidate of a run; null where unknown.</param>
/// <param name="Format">Writes a cost with its unit.</param>
public sealed record Cost(string Name, Func<RunCandidate, ModelSummary, double?> Of, Func<double, string> Format)
{
    /// <summary>Size of the model's file.</summary>
    public static Cost FileSize { get; } = new("file", (candidate, _) => candidate.FileBytes, bytes => bytes.ToString("N0", CultureInfo.InvariantCulture) + " bytes");

    /// <summary>Median time of an answer as the caller saw it.</summary>
    public static Cost ResponseTime { get; } = new("median response time", (_, summary) => summary.LatencyMs?.Median, ms => ms.ToString("0.0", CultureInfo.InvariantCulture) + " ms");
}
