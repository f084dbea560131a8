using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Share of the words of both texts that they have in common.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. |A ∩ B| / |A ∪ B| of the sets of words in lower case between white space (Jaccard 1912, New Phytologist 11:37–50); 0 where neither has a word.
/// Neither order nor repetition counts, and punctuation sticks to its word. Symmetric. Of several references the highest counts. A sample without a target is missing.
/// </remarks>
public sealed class Jaccard : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info { get; } = new() { Name = "jaccard" };

    /// <summary>The similarity of two texts.</summary>
    /// <param name="a">A text.</param>
    /// <param name="b">Another.</param>
    /// <returns>0 to 1; 0 where neither has a word.</returns>
    public static double Similarity(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Scratch scratch = Scratch.Take();
        scratch.Add(a, Tokenization.WhiteSpace, lowercase: true);
        int ofA = scratch.Tokens.Count, start = scratch.Tokens.Length;
        scratch.Add(b, Tokenization.WhiteSpace, lowercase: true);
        bool[] seen = new bool[ofA];
        int common = 0;
        foreach (int id in scratch.Tokens.Ids(start, scratch.Tokens.Length))
        {
            if (id >= ofA || seen[id]) { continue; }
            seen[id] = true;
            common++;
        }

        return scratch.Tokens.Count == 0 ? 0 : (double)common / scratch.Tokens.Count;
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        new(ReferenceScore.Best(answer, reference => Similarity(answer.Text, reference), ReferenceScore.NoTarget));
}
