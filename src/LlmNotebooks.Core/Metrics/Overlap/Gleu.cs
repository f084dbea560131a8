using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Google's BLEU for single sentences: the smaller of precision and recall over all n-grams of one to four tokens.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. Matching n-grams / max(n-grams of the candidate, n-grams of the reference), of the reference with the highest score.
/// Wu et al. (2016), arXiv:1609.08144, section 6; equal to NLTK's sentence_gleu and corpus_gleu on the same tokens. Not the GLEU of grammatical error correction.
/// Symmetric where there is one reference. An answer without a match, also an empty one, scores 0; without a reference that has a token the score is missing.
/// </remarks>
public sealed class Gleu : IMetric
{
    private const int MaxOrder = 4;

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "gleu", Parameters = { ["tokenization"] = TokenizationNames.Of(Tokenization), ["ignore_case"] = Lowercase } };

    /// <summary>How texts are cut. Default <see cref="Tokenization.Words"/>.</summary>
    public Tokenization Tokenization { get; init => field = Guard.Defined(value, nameof(Tokenization)); } = Tokenization.Words;

    /// <summary>Whether capital letters count as small ones, where the tokenization does not do so anyhow. Default false.</summary>
    public bool Lowercase { get; init; }

    /// <summary>GLEU of one text.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="references">Right texts, at least one.</param>
    /// <param name="tokenization">How texts are cut.</param>
    /// <param name="lowercase">Whether capital letters count as small ones.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static double Sentence(string candidate, IReadOnlyList<string> references, Tokenization tokenization = Tokenization.Words, bool lowercase = false)
    {
        (long matches, long all) = Best(candidate, references, tokenization, lowercase);
        return all == 0 ? 0 : (double)matches / all;
    }

    /// <summary>GLEU of one text that is tokenized already.</summary>
    /// <param name="candidate">Tokens of the text to be judged.</param>
    /// <param name="references">Tokens of right texts, at least one.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static double SentenceOfTokens(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) { throw new ArgumentException("There is no reference to judge by.", nameof(references)); }
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        foreach (IReadOnlyList<string> reference in references)
        {
            scratch.Add(reference);
            scratch.Ends.Add(scratch.Tokens.Length);
        }

        (long matches, long all) = Best(scratch, end, distinct);
        return all == 0 ? 0 : (double)matches / all;
    }

    /// <summary>GLEU of many texts together: the counts of each text's best reference are added up before they are divided.</summary>
    /// <param name="pairs">Texts with their references, at least one.</param>
    /// <param name="tokenization">How texts are cut.</param>
    /// <param name="lowercase">Whether capital letters count as small ones.</param>
    /// <exception cref="ArgumentException">There is no pair.</exception>
    public static double Corpus(IReadOnlyList<TextPair> pairs, Tokenization tokenization = Tokenization.Words, bool lowercase = false)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0) { throw new ArgumentException("There is no pair to score.", nameof(pairs)); }
        long matches = 0, all = 0;
        foreach (TextPair pair in pairs)
        {
            (long best, long of) = Best(pair.Candidate, pair.References, tokenization, lowercase);
            matches += best;
            all += of;
        }

        return all == 0 ? 0 : (double)matches / all;
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        return new(references.Count == 0 ? Score.Missing(ReferenceScore.NoTarget)
            : !HasTokens(references, Tokenization) ? Score.Missing("no reference has a token")
            : ReferenceScore.Of(Sentence(answer.Text, references, Tokenization, Lowercase), answer.Text));
    }

    internal static bool HasTokens(IReadOnlyList<string> references, Tokenization tokenization)
    {
        Scratch scratch = Scratch.Take();
        foreach (string reference in references) { scratch.Add(reference, tokenization); }
        return scratch.Tokens.Length > 0;
    }

    private static (long Matches, long All) Best(string candidate, IReadOnlyList<string> references, Tokenization tokenization, bool lowercase)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        if (references.Count == 0) { throw new ArgumentException("There is no reference to judge by.", nameof(references)); }
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate, tokenization, lowercase);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        foreach (string reference in references)
        {
            scratch.Add(reference, tokenization, lowercase);
            scratch.Ends.Add(scratch.Tokens.Length);
        }

        return Best(scratch, end, distinct);
    }

    private static (long Matches, long All) Best(Scratch scratch, int candidateEnd, int distinct)
    {
        Span<int> matches = stackalloc int[MaxOrder];
        long best = 0, bestOf = 0;
        int start = candidateEnd;
        foreach (int end in scratch.Ends)
        {
            scratch.NGrams.Match(scratch.Tokens.Ids(0, candidateEnd), scratch.Tokens.Ids(start, end), distinct, matches);
            long found = 0;
            foreach (int match in matches) { found += match; }
            long all = Math.Max(NGrams(candidateEnd), NGrams(end - start));
            if (all > 0 && (bestOf == 0 || (double)found / all > (double)best / bestOf)) { (best, bestOf) = (found, all); }
            start = end;
        }

        return (best, bestOf);
    }

    private static long NGrams(int tokens)
    {
        long sum = 0;
        for (int order = 1; order <= MaxOrder; order++) { sum += Math.Max(0, tokens - order + 1); }
        return sum;
    }
}
