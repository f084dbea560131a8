using LlmNotebooks.Metrics.Overlap;

namespace LlmNotebooks.Metrics;

/// <summary>chrF of one answer: overlap of its character n-grams with a reference, recall counting more than precision; chrF++ adds n-grams of words.</summary>
/// <remarks>
/// Range [0, 100], higher is better. Calls no model. (1 + β²) P R / (β² P + R), P and R averaged over the orders that both texts are long enough for; of the reference with the highest score.
/// Characters are Unicode code points. Popović (2015, 2017), WMT; equal to sacreBLEU 2's. Needs no tokenization, so it is fair to languages with many word forms.
/// An answer without a match, also an empty one, scores 0. Empty references are passed over; where none is left, and where there is none, the score is missing.
/// </remarks>
public sealed class ChrF : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "chrf" + new string('+', Options.WordOrder), Maximum = 100, Parameters = Options.Parameters() };

    /// <summary>How it is computed. Default: as sacreBLEU does.</summary>
    public ChrFOptions Options { get; init; } = new();

    /// <summary>chrF of one text.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="references">Right texts, at least one that is not empty.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no reference, or all are empty.</exception>
    public static double Sentence(string candidate, IReadOnlyList<string> references, ChrFOptions? options = null)
    {
        ChrFCounts counts = new(options ?? new());
        return counts.Add(candidate, references) ? counts.Score() : throw new ArgumentException("There is no reference to judge by: every one is empty.", nameof(references));
    }

    /// <summary>chrF of many texts together: the counts of each text's best reference are added up before the score is computed.</summary>
    /// <param name="pairs">Texts with their references, at least one, each with a reference that is not empty.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no pair, or one has only empty references.</exception>
    public static double Corpus(IReadOnlyList<TextPair> pairs, ChrFOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0) { throw new ArgumentException("There is no pair to score.", nameof(pairs)); }
        ChrFCounts counts = new(options ?? new());
        foreach (TextPair pair in pairs)
        {
            if (!counts.Add(pair.Candidate, pair.References)) { throw new ArgumentException("A pair has only empty references.", nameof(pairs)); }
        }

        return counts.Score();
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        return new(references.Count == 0 ? Score.Missing(ReferenceScore.NoTarget)
            : references.All(string.IsNullOrWhiteSpace) ? Score.Missing("every reference is empty")
            : ReferenceScore.Of(Sentence(answer.Text, references, Options), answer.Text));
    }
}
