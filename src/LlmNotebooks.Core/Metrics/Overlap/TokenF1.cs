using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Overlap of the answer's words with a reference's, as F1: SQuAD's measure of answers in a few words.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. 2pr / (p + r), p and r the shares of words in common, each counted at most as often as in the other text; of the reference with the highest score.
/// Words are those of SQuAD's normalisation. Rajpurkar et al. (2016), EMNLP; equal to f1 of the official evaluation scripts for one question, divided by 100; where neither text has a word left it is 1,
/// as in evaluate-v2.0.py (v1.1 gives 0), so that it is never below <see cref="SquadExactMatch"/>. An empty answer scores 0 against words. A sample without a target is missing.
/// </remarks>
public sealed class TokenF1 : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info { get; } = new() { Name = "token-f1" };

    /// <summary>The overlap of two texts, word order aside.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="reference">A right text.</param>
    /// <param name="tokenization">What a word is.</param>
    /// <returns>Precision, recall and F1; 1 where neither has a word.</returns>
    public static OverlapScore Overlap(string candidate, string reference, Tokenization tokenization = Tokenization.Squad)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(reference);
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate, tokenization);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        scratch.Add(reference, tokenization);
        return Overlap(scratch, end, distinct);
    }

    /// <summary>The overlap of two texts that are tokenized already.</summary>
    /// <param name="candidate">Tokens of the text to be judged.</param>
    /// <param name="reference">Tokens of a right text.</param>
    /// <returns>Precision, recall and F1; 1 where neither has a token.</returns>
    public static OverlapScore OverlapOfTokens(IReadOnlyList<string> candidate, IReadOnlyList<string> reference)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(reference);
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        scratch.Add(reference);
        return Overlap(scratch, end, distinct);
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        new(ReferenceScore.Best(answer, reference => Overlap(answer.Text, reference).F1, ReferenceScore.NoTarget));

    private static OverlapScore Overlap(Scratch scratch, int end, int distinct)
    {
        int length = scratch.Tokens.Length;
        if (length == 0) { return new(1, 1); }
        Span<int> matches = stackalloc int[1];
        scratch.NGrams.Match(scratch.Tokens.Ids(0, end), scratch.Tokens.Ids(end, length), distinct, matches);
        return OverlapScore.Of(matches[0], end, length - end);
    }
}
