namespace LlmNotebooks.Statistics;

/// <summary>Elo ratings: a running score of pairwise judgements that depends on their order.</summary>
/// <remarks>For a fixed set of judgements <see cref="BradleyTerry"/> uses each of them fully, in whatever order; Elo is for streams.</remarks>
public static class Elo
{
    /// <summary>Ratings after all judgements, in their order.</summary>
    /// <param name="judgements">In the order they were made; a tie is half a win for each.</param>
    /// <param name="start">Rating before the first judgement. Default 1000.</param>
    /// <param name="scale">Difference that stands for odds of 10 to 1, more than 0. Default 400.</param>
    /// <param name="k">Points at stake, more than 0. Default 4.</param>
    /// <returns>Rating by name; all together as much as at the start.</returns>
    /// <remarks>R_A += K(S_A − 1/(1 + 10^((R_B − R_A)/scale))). Elo (1978), The Rating of Chessplayers, Past and Present.</remarks>
    /// <exception cref="ArgumentException">A judgement has no name, or one name on both sides.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="start"/> is not finite, or <paramref name="scale"/> or <paramref name="k"/> is not more than 0.</exception>
    public static IReadOnlyDictionary<string, double> Rate(IEnumerable<PairwiseJudgement> judgements, double start = 1000, double scale = 400, double k = 4)
    {
        ArgumentNullException.ThrowIfNull(judgements);
        if (!double.IsFinite(start)) { throw new ArgumentOutOfRangeException(nameof(start), start, "Must be finite."); }
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(scale, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(k, 0);
        Dictionary<string, double> ratings = new(StringComparer.Ordinal);
        foreach ((string left, string right, PairwiseWinner winner) in judgements)
        {
            if (left is null || right is null) { throw new ArgumentException("A judgement has no name.", nameof(judgements)); }
            if (left == right) { throw new ArgumentException($"'{left}' is judged against itself.", nameof(judgements)); }
            double ofLeft = ratings.GetValueOrDefault(left, start), ofRight = ratings.GetValueOrDefault(right, start);
            double won = winner switch
            {
                PairwiseWinner.Left => 1,
                PairwiseWinner.Right => 0,
                PairwiseWinner.Tie => 0.5,
                _ => throw new ArgumentException($"The winner of '{left}' against '{right}' is {winner}.", nameof(judgements)),
            };
            double points = k * (won - (1 / (1 + Math.Pow(10, (ofRight - ofLeft) / scale))));
            ratings[left] = ofLeft + points;
            ratings[right] = ofRight - points;
        }

        return ratings;
    }
}
