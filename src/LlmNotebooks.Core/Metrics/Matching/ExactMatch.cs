using LlmNotebooks.Metrics.Matching;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the answer is one of the references, character for character.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. Comparison is ordinal, on text in a Unicode normal form. A sample without a target is missing.
/// For answers in sentences see <see cref="SquadExactMatch"/>, for numbers <see cref="NumericMatch"/>, for letters <see cref="ChoiceMatch"/>.
/// </remarks>
public sealed class ExactMatch : IMetric
{
    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo
    {
        Name = "exact-match", PassMark = 1,
        // Null is the default, so that the metric of earlier runs keeps its identity.
        Parameters =
        {
            ["trim"] = Trim, ["collapse_whitespace"] = CollapseWhiteSpace, ["ignore_case"] = IgnoreCase, ["normalize"] = Form == TextForm.Nfc ? null : TextFormNames.Of(Form),
        },
    };

    /// <summary>Whether white space around answer and reference is ignored. Default true.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Whether every run of white space counts as one space, and none at the ends. Default false.</summary>
    public bool CollapseWhiteSpace { get; init; }

    /// <summary>Whether upper and lower case are the same. Default false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>The normal form in which texts are compared. Default C.</summary>
    public TextForm Form { get; init; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        string read = Read(answer.Text);
        return new(Score.Of(references.Any(reference => TextComparison.Equal(Read(reference), read, IgnoreCase, Form)) ? 1 : 0));
    }

    private string Read(string text) => CollapseWhiteSpace ? TextComparison.Collapse(text) : Trim ? text.Trim() : text;
}
