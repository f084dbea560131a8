using LlmNotebooks.Metrics.Matching;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Whether a reference occurs in the answer; or whether all of them do.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. Comparison is ordinal, on text in a Unicode normal form. A sample without a target is missing,
/// and so is one with only empty references, since every answer contains nothing; an empty one among others is passed over.
/// </remarks>
public sealed class Contains : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo
    {
        Name = All ? "contains-all" : "contains", PassMark = 1,
        // Null is the default, so that the metric of earlier runs keeps its identity.
        Parameters =
        {
            ["trim"] = Trim, ["ignore_case"] = IgnoreCase, ["whole_words"] = WholeWords ? true : null, ["normalize"] = Form == TextForm.Nfc ? null : TextFormNames.Of(Form),
        },
    };

    /// <summary>Whether all references must occur, instead of any. Default false.</summary>
    public bool All { get; init; }

    /// <summary>Whether white space around a reference is ignored. Default true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Whether upper and lower case are the same. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Whether a reference counts only as whole words: no letter, digit, mark or underscore goes on from it, as grep -w and \b of regular expressions have it. Default false.</summary>
    public bool WholeWords { get; init; }

    /// <summary>The normal form in which texts are compared. Default C.</summary>
    public TextForm Form { get; init; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        string[] wanted = [.. references.Select(reference => Trim ? reference.Trim() : reference).Where(reference => reference.Length > 0)];
        if (wanted.Length == 0) { return new(Score.Missing("the sample's target is empty, and every answer contains nothing")); }
        string[] absent = [.. wanted.Where(reference => !TextComparison.Occurs(reference, answer.Text, IgnoreCase, WholeWords, Form))];
        return new(!All ? Score.Of(absent.Length < wanted.Length ? 1 : 0)
            : absent.Length == 0 ? Score.Of(1)
            : Score.Of(0, $"{absent.Length} of {wanted.Length} do not occur, among them '{absent[0]}'"));
    }
}
