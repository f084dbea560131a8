using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>GLEU of many answers as one text.</summary>
/// <remarks>Range [0, 1], higher is better. Calls no model. See <see cref="Gleu"/>; equal to NLTK's corpus_gleu on the same tokens.</remarks>
public sealed class CorpusGleu : ICorpusMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "corpus-gleu", IsCorpus = true, Parameters = { ["tokenization"] = TokenizationNames.Of(Tokenization), ["ignore_case"] = Lowercase } };

    /// <summary>How texts are cut. Default <see cref="Tokenization.Words"/>.</summary>
    public Tokenization Tokenization { get; init => field = Guard.Defined(value, nameof(Tokenization)); } = Tokenization.Words;

    /// <summary>Whether capital letters count as small ones, where the tokenization does not do so anyhow. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <inheritdoc/>
    public Score ScoreCorpus(IReadOnlyList<TextPair> pairs) =>
        CorpusScore.Of(pairs, pair => Gleu.HasTokens(pair.References, Tokenization), all => Gleu.Corpus(all, Tokenization, Lowercase));
}
