using LlmNotebooks.Datasets;
using Microsoft.Extensions.AI.Evaluation;

namespace LlmNotebooks.Metrics;

/// <summary>Gives a sample, with its references and choices, to a <see cref="MetricEvaluator"/>.</summary>
public sealed class SampleContext : EvaluationContext
{
    /// <summary>A sample as context.</summary>
    /// <param name="sample">What was asked, and what is right.</param>
    public SampleContext(Sample sample)
        : base("Sample", Contents(sample)) => Sample = sample;

    /// <summary>What was asked, and what is right.</summary>
    public Sample Sample { get; }

    private static new string Contents(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.References.Count == 0 ? sample.Id : string.Join('\n', sample.References);
    }
}
