using LlmNotebooks.Metrics.Overlap;

namespace LlmNotebooks.Metrics;

/// <summary>chrF of many answers as one text.</summary>
/// <remarks>Range [0, 100], higher is better. Calls no model. See <see cref="ChrF"/>; equal to sacreBLEU's corpus_chrf.</remarks>
public sealed class CorpusChrF : ICorpusMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "corpus-chrf" + new string('+', Options.WordOrder), Maximum = 100, IsCorpus = true, Parameters = Options.Parameters() };

    /// <summary>How it is computed. Default: as sacreBLEU does.</summary>
    public ChrFOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public Score ScoreCorpus(IReadOnlyList<TextPair> pairs) =>
        CorpusScore.Of(pairs, pair => !pair.References.All(string.IsNullOrWhiteSpace), all => ChrF.Corpus(all, Options));
}
