using LlmNotebooks.Metrics.Overlap;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>ROUGE: overlap of an answer's words with a reference's, the measure of summaries. The score is F1.</summary>
/// <remarks>
/// Range [0, 1], higher is better. Calls no model. Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries", WAS; equal to Google's rouge_score 0.1.2:
/// words are runs of a to z and 0 to 9 in lower case (nothing else is seen, so it is for English), rouge-lsum takes each line for a sentence.
/// Of several references the highest F1 counts. An answer without a match, also an empty one, scores 0; without a reference that has a word the score is missing.
/// </remarks>
public sealed class Rouge : IMetric
{
    /// <summary>A ROUGE metric.</summary>
    /// <param name="kind">What it counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the named ones.</exception>
    public Rouge(RougeKind kind)
    {
        if (!Enum.IsDefined(kind)) { throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of ROUGE."); }
        Kind = kind;
    }

    /// <summary>What it counts.</summary>
    public RougeKind Kind { get; }

    /// <summary>Whether words longer than three letters are reduced to their stems by <see cref="PorterStemmer"/>. Default false.</summary>
    public bool Stem { get; init; }

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo
    {
        Name = Kind switch { RougeKind.Rouge1 => "rouge-1", RougeKind.Rouge2 => "rouge-2", RougeKind.RougeL => "rouge-l", _ => "rouge-lsum" },
        Parameters = { ["stem"] = Stem },
    };

    /// <summary>ROUGE-N: n-grams of words, each counted at most as often as in the other text.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="reference">A right text.</param>
    /// <param name="order">Words of an n-gram, 1 to 9.</param>
    /// <param name="stem">Whether words are reduced to their stems.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not from 1 to 9.</exception>
    public static OverlapScore N(string candidate, string reference, int order, bool stem = false)
    {
        if (order is < 1 or > 9) { throw new ArgumentOutOfRangeException(nameof(order), order, "Must be from 1 to 9."); }
        (Scratch scratch, int end, int distinct) = Read(candidate, reference, stem);
        Span<int> matches = stackalloc int[order];
        ReadOnlySpan<int> a = scratch.Tokens.Ids(0, end), b = scratch.Tokens.Ids(end, scratch.Tokens.Length);
        scratch.NGrams.Match(a, b, distinct, matches);
        return OverlapScore.Of(matches[^1], a.Length - order + 1, b.Length - order + 1);
    }

    /// <summary>ROUGE-L: the longest common subsequence of words.</summary>
    /// <param name="candidate">The text to be judged.</param>
    /// <param name="reference">A right text.</param>
    /// <param name="stem">Whether words are reduced to their stems.</param>
    public static OverlapScore L(string candidate, string reference, bool stem = false)
    {
        (Scratch scratch, int end, _) = Read(candidate, reference, stem);
        ReadOnlySpan<int> a = scratch.Tokens.Ids(0, end), b = scratch.Tokens.Ids(end, scratch.Tokens.Length);
        return OverlapScore.Of(CommonSubsequence.Length(a, b, scratch.Tokens.Count), a.Length, b.Length);
    }

    /// <summary>ROUGE-Lsum: for each line of the reference, the words in any of its longest common subsequences with the candidate's lines; no word counts more often than a text has it.</summary>
    /// <param name="candidate">The text to be judged, a sentence a line.</param>
    /// <param name="reference">A right text, a sentence a line.</param>
    /// <param name="stem">Whether words are reduced to their stems.</param>
    public static OverlapScore LSum(string candidate, string reference, bool stem = false)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(reference);
        Scratch scratch = Scratch.Take();
        foreach (string line in candidate.Split('\n').Concat(reference.Split('\n')))
        {
            scratch.Add(line, stem ? Tokenization.RougeStemmed : Tokenization.Rouge);
            scratch.Ends.Add(scratch.Tokens.Length);
        }

        return SummaryOverlap.Of(scratch, candidate.Count(c => c == '\n') + 1);
    }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default) =>
        new(ReferenceScore.Best(answer, reference => Gleu.HasTokens([reference], Tokenization.Rouge) ? Overlap(answer.Text, reference).F1 : null, "no reference has a word of a to z or a number"));

    private OverlapScore Overlap(string candidate, string reference) => Kind switch
    {
        RougeKind.Rouge1 => N(candidate, reference, 1, Stem),
        RougeKind.Rouge2 => N(candidate, reference, 2, Stem),
        RougeKind.RougeL => L(candidate, reference, Stem),
        _ => LSum(candidate, reference, Stem),
    };

    private static (Scratch Scratch, int End, int Distinct) Read(string candidate, string reference, bool stem)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(reference);
        Tokenization tokenization = stem ? Tokenization.RougeStemmed : Tokenization.Rouge;
        Scratch scratch = Scratch.Take();
        scratch.Add(candidate, tokenization);
        int end = scratch.Tokens.Length, distinct = scratch.Tokens.Count;
        scratch.Add(reference, tokenization);
        return (scratch, end, distinct);
    }
}
