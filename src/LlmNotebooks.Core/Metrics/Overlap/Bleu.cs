using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>BLEU of one answer: how many of its n-grams the references have, times a penalty for being short.</summary>
/// <remarks>
/// Range [0, 100], higher is better. Calls no model. BP · exp(Σ ln pₙ / N), pₙ = matching n-grams / n-grams, each counted at most as often as in the reference that has it most;
/// BP = exp(1 − r/c) where the candidate's c tokens are fewer than the r of the reference closest in length.
/// Papineni et al. (2002), ACL; equal to sacreBLEU 2 (Post 2018, WMT), for single texts its sentence_bleu with exponential smoothing and effective order.
/// An answer without a match, also an empty one, scores 0. Empty references are passed over; where none is left, and where there is none, the score is missing.
/// </remarks>
public sealed class Bleu : IMetric
{
    /// <summary>Name of the metric; give each its own where a run has several. Default <c>bleu</c>.</summary>
    public string Name { get; init; } = "bleu";

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = Name, Maximum = 100, Parameters = Options.Parameters(effectiveOrder: true) };

    /// <summary>How it is computed. Default: as sacreBLEU does.</summary>
    public BleuOptions Options { get; init; } = new();

    /// <summary>BLEU of one text.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="references">Right texts, at least one that is not empty.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no reference, or all are empty.</exception>
    public static BleuScore Sentence(string candidate, IReadOnlyList<string> references, BleuOptions? options = null)
    {
        options ??= new();
        BleuCounts counts = new(options.MaxOrder);
        Add(counts, candidate, references, options);
        return counts.Score(options, options.EffectiveOrder ?? true);
    }

    /// <summary>BLEU of one text that is tokenized already.</summary>
    /// <param name="candidate">Tokens of the text to be judged.</param>
    /// <param name="references">Tokens of right texts, at least one.</param>
    /// <param name="options">How; tokenization and case are of no account. Null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static BleuScore SentenceOfTokens(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references, BleuOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) { throw new ArgumentException("There is no reference to judge by.", nameof(references)); }
        options ??= new();
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        foreach (IReadOnlyList<string> reference in references)
        {
            scratch.Add(reference);
            scratch.Ends.Add(scratch.Tokens.Length);
        }

        BleuCounts counts = new(options.MaxOrder);
        counts.Add(scratch, end, distinct);
        return counts.Score(options, options.EffectiveOrder ?? true);
    }

    /// <summary>BLEU of many texts together: matches and lengths are added up before the score is computed.</summary>
    /// <param name="pairs">Texts with their references, at least one, each with a reference that is not empty.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no pair, or one has only empty references.</exception>
    public static BleuScore Corpus(IReadOnlyList<TextPair> pairs, BleuOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0) { throw new ArgumentException("There is no pair to score.", nameof(pairs)); }
        options ??= new();
        BleuCounts counts = new(options.MaxOrder);
        foreach (TextPair pair in pairs) { Add(counts, pair.Candidate, pair.References, options); }
        return counts.Score(options, options.EffectiveOrder ?? false);
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        return new(references.Count == 0 ? Score.Missing(ReferenceScore.NoTarget)
            : references.All(string.IsNullOrWhiteSpace) ? Score.Missing("every reference is empty")
            : ReferenceScore.Of(Sentence(answer.Text, references, Options).Value, answer.Text));
    }

    private static void Add(BleuCounts counts, string candidate, IReadOnlyList<string> references, BleuOptions options)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate, options.Tokenization, options.Lowercase);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i].Length == 0) { continue; }
            scratch.Add(references[i], options.Tokenization, options.Lowercase);
            scratch.Ends.Add(scratch.Tokens.Length);
        }

        if (scratch.Ends.Count == 0) { throw new ArgumentException("There is no reference to judge by: every one is empty.", nameof(references)); }
        counts.Add(scratch, end, distinct);
    }
}
