namespace LlmNotebooks.Metrics;

/// <summary>BLEU as NLTK computes it, for comparison with figures made by it. Where there is a choice, take <see cref="Bleu"/>.</summary>
/// <remarks>
/// Range [0, 1], higher is better. The same n-gram matches and brevity penalty as sacreBLEU's; other smoothings, no effective order (an order longer than the candidate has 0 of 1 matches),
/// and no tokenization. Equal to <c>nltk.translate.bleu_score.sentence_bleu</c> of NLTK 3.8 with equal weights.
/// </remarks>
public static class NltkBleu
{
    private const double Epsilon = 0.1, K = 5;

    /// <summary>BLEU of one tokenized text.</summary>
    /// <param name="candidate">Tokens of the text to be judged.</param>
    /// <param name="references">Tokens of right texts, at least one.</param>
    /// <param name="smoothing">What is done about orders without a match.</param>
    /// <param name="maxOrder">Longest n-gram, 1 to 16.</param>
    /// <returns>0 to 1; 0 where no token matches.</returns>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The smoothing is none of the named ones, or the order is not from 1 to 16.</exception>
    public static double SentenceOfTokens(IReadOnlyList<string> candidate, IReadOnlyList<IReadOnlyList<string>> references, NltkSmoothing smoothing = NltkSmoothing.Method0, int maxOrder = 4)
    {
        if (!Enum.IsDefined(smoothing)) { throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "There is no such smoothing."); }
        BleuScore counts = Bleu.SentenceOfTokens(candidate, references, new BleuOptions { MaxOrder = maxOrder });
        if (counts.Matches[0] == 0) { return 0; }
        double sum = 0, half = 1;
        for (int i = 0; i < maxOrder; i++)
        {
            double matches = counts.Matches[i], total = Math.Max(1, counts.Totals[i]);
            switch (smoothing)
            {
                case NltkSmoothing.Method0 when matches == 0: return 0;
                case NltkSmoothing.Method1 when matches == 0: matches = Epsilon; break;
                case NltkSmoothing.Method2 when i > 0: matches++; total++; break;
                case NltkSmoothing.Method3 when matches == 0: matches = 1 / (half *= 2); break;
                case NltkSmoothing.Method4 when matches == 0 && candidate.Count > 1: matches = 1 / ((half *= 2) * K / Math.Log(candidate.Count)); break;
                default: break;
            }

            if (matches > 0) { sum += Math.Log(matches / total) / maxOrder; }
        }

        return Math.Min(1, counts.BrevityPenalty * Math.Exp(sum));
    }
}
