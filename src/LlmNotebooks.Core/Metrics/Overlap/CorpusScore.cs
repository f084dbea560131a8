namespace LlmNotebooks.Metrics.Overlap;

/// <summary>Scores a corpus where each of its pairs can be scored.</summary>
internal static class CorpusScore
{
    public static Score Of(IReadOnlyList<TextPair> pairs, Func<TextPair, bool> usable, Func<IReadOnlyList<TextPair>, double> score)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0) { return Score.Missing("there is no pair to score"); }
        for (int i = 0; i < pairs.Count; i++)
        {
            if (!usable(pairs[i])) { return Score.Missing($"every reference of pair {i + 1} is empty"); }
        }

        return Score.Of(score(pairs));
    }
}
