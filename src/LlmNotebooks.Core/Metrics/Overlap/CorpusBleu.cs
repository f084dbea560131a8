using LlmNotebooks.Metrics.Overlap;

namespace LlmNotebooks.Metrics;

/// <summary>BLEU of many answers as one text: the figure that papers on translation report.</summary>
/// <remarks>Range [0, 100], higher is better. Calls no model. See <see cref="Bleu"/>; equal to sacreBLEU's corpus_bleu.</remarks>
public sealed class CorpusBleu : ICorpusMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "corpus-bleu", Maximum = 100, IsCorpus = true, Parameters = Options.Parameters(effectiveOrder: false) };

    /// <summary>How it is computed. Default: as sacreBLEU does.</summary>
    public BleuOptions Options { get; init; } = new();

    /// <inheritdoc/>
    public Score ScoreCorpus(IReadOnlyList<TextPair> pairs) => CorpusScore.Of(pairs, Usable, all => Bleu.Corpus(all, Options).Value);

    private static bool Usable(TextPair pair) => !pair.References.All(string.IsNullOrWhiteSpace);
}
