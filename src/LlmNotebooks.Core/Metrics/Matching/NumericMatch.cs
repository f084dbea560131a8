using System.Globalization;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the number that the answer ends up with is that of a reference.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. Numbers are read by <see cref="TextNumber.Final"/> from answer and reference alike, so a reference may be a whole solution that ends in <c>#### 42</c>.
/// Equal is |a − r| ≤ max(absolute tolerance, relative tolerance · |r|) + 1e-12 · |r|, the last for the rounding of doubles: 41.9 is within 0.1 of 42.
/// A percentage is equal to the same number without the sign and to its hundredth: 45% is 45, and 0.45. The reason tells what was read.
/// An answer without a number scores 0, with that reason: it was asked for one. Without a reference that has a number the score is missing.
/// </remarks>
public sealed class NumericMatch : IMetric
{
    private const double Rounding = 1e-12;

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo
    {
        Name = "numeric-match", Version = "2", PassMark = 1,
        Parameters = { ["tolerance"] = AbsoluteTolerance, ["relative_tolerance"] = RelativeTolerance, ["decimal_comma"] = DecimalComma },
    };

    /// <summary>Largest difference that still counts as equal, finite, at least 0. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double AbsoluteTolerance { get; init => field = Guard.AtLeastZero(value, nameof(AbsoluteTolerance)); }

    /// <summary>The same as a share of the reference: 0.01 is one percent. Finite, at least 0. Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double RelativeTolerance { get; init => field = Guard.AtLeastZero(value, nameof(RelativeTolerance)); }

    /// <summary>Whether the comma is the decimal sign and the period separates thousands. Default false.</summary>
    public bool DecimalComma { get; init; }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        TextNumber[] wanted = [.. references.Select(reference => TextNumber.Final(reference, DecimalComma)).OfType<TextNumber>()];
        if (wanted.Length == 0) { return new(Score.Missing("no reference has a number")); }
        if (TextNumber.Final(answer.Text, DecimalComma) is not { } read) { return new(Score.Of(0, "the answer has no number")); }
        return new(Score.Of(wanted.Any(reference => Equal(read, reference)) ? 1 : 0, $"read {Text(read)}"));
    }

    private bool Equal(TextNumber answer, TextNumber reference) =>
        Equal(answer.Value, reference.Value)
        || (answer.IsPercent && !reference.IsPercent && Equal(answer.Value / 100, reference.Value))
        || (reference.IsPercent && !answer.IsPercent && Equal(answer.Value, reference.Value / 100));

    private bool Equal(double answer, double reference) =>
        Math.Abs(answer - reference) <= Math.Max(AbsoluteTolerance, RelativeTolerance * Math.Abs(reference)) + (Rounding * Math.Abs(reference));

    private static string Text(TextNumber number) => number.Value.ToString("R", CultureInfo.InvariantCulture) + (number.IsPercent ? "%" : "");
}
