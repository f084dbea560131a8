using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands.Metrics;

/// <summary>One line of a file of pairs.</summary>
/// <param name="Id">Its id, as JSON, as it stood there.</param>
/// <param name="Prediction">What is scored; null where there is no answer.</param>
/// <param name="References">The right answers, perhaps none.</param>
/// <param name="Choices">The answers to choose from, perhaps none.</param>
internal sealed record PairLine(string Id, string? Prediction, IReadOnlyList<string> References, IReadOnlyList<string> Choices)
{
    /// <summary>Why it cannot be scored; null where it can.</summary>
    public string? Missing(bool needsReference) =>
        Prediction is null ? "the prediction is null"
        : needsReference && References.Count == 0 ? "there are no references"
        : null;

    /// <summary>The pair as a sample, whose input no metric of texts reads.</summary>
    public Sample Sample() => new($"pair {Id}", "?") { References = References, Choices = Choices };
}
