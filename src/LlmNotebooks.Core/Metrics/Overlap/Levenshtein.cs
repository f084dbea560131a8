using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>How few characters have to be changed to make the answer a reference.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. 1 − d / max(length of answer, length of reference), d the fewest insertions, deletions and replacements of single characters
/// (Levenshtein 1966, Soviet Physics Doklady 10:707–710); 1 where both are empty. Characters are Unicode code points, not normalised. Symmetric. Of several references the highest counts.
/// A sample without a target is missing.
/// </remarks>
public sealed class Levenshtein : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "levenshtein", Parameters = { ["ignore_case"] = IgnoreCase } };

    /// <summary>Whether capital letters count as small ones. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Fewest insertions, deletions and replacements of single characters that make one text the other.</summary>
    /// <param name="a">A text.</param>
    /// <param name="b">Another.</param>
    /// <param name="ignoreCase">Whether capital letters count as small ones.</param>
    public static int Distance(string a, string b, bool ignoreCase = false) => Compare(a, b, ignoreCase).Distance;

    /// <summary>Fewest insertions, deletions and replacements of single tokens that make one list the other.</summary>
    /// <param name="a">Tokens.</param>
    /// <param name="b">Others.</param>
    public static int DistanceOfTokens(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Scratch scratch = Scratch.Take();
        scratch.Add(a);
        int end = scratch.Tokens.Length;
        scratch.Add(b);
        return EditDistance.Between(scratch.Tokens.Ids(0, end), scratch.Tokens.Ids(end, scratch.Tokens.Length), scratch.Tokens.Count);
    }

    /// <summary>1 − distance / length of the longer text.</summary>
    /// <param name="a">A text.</param>
    /// <param name="b">Another.</param>
    /// <param name="ignoreCase">Whether capital letters count as small ones.</param>
    /// <returns>0 to 1; 1 where both are empty.</returns>
    public static double Similarity(string a, string b, bool ignoreCase = false)
    {
        (int distance, int longer) = Compare(a, b, ignoreCase);
        return longer == 0 ? 1 : (double)(longer - distance) / longer;
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        new(ReferenceScore.Best(answer, reference => Similarity(answer.Text, reference, IgnoreCase), ReferenceScore.NoTarget));

    private static (int Distance, int Longer) Compare(string a, string b, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        Scratch scratch = Scratch.Take();
        scratch.AddCharacters(a, ignoreCase, whitespace: true);
        int end = scratch.CodePoints.Length;
        scratch.AddCharacters(b, ignoreCase, whitespace: true);
        int length = scratch.CodePoints.Length;
        return (EditDistance.Between(scratch.CodePoints.Ids(0, end), scratch.CodePoints.Ids(end, length), scratch.CodePoints.Count), Math.Max(end, length - end));
    }
}
