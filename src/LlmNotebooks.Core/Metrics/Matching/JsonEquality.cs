using System.Text.Json;
using LlmNotebooks.Metrics.Matching;
using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics;

/// <summary>Whether the answer is the same JSON value as a reference.</summary>
/// <remarks>
/// Range {0, 1}, higher is better. Calls no model. Objects are equal whatever the order of their members, arrays in order, numbers by value (1.0 is 1 and 1e0), strings character for character (RFC 8259).
/// An answer that is not JSON, or that has a member twice, scores 0 with that reason; so does another value, the reason telling the first place that differs.
/// A sample without a target, or with targets that are no JSON, is missing.
/// </remarks>
public sealed class JsonEquality : IMetric
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <inheritdoc/>
    public MetricInfo Info => field ??= new MetricInfo { Name = "json-equality", PassMark = 1, Parameters = { ["strip_code_fence"] = StripCodeFence, ["tolerance"] = Tolerance } };

    /// <summary>Whether a Markdown fence around the answer is taken off. Default true.</summary>
    public bool StripCodeFence { get; init; } = true;

    /// <summary>Largest difference of two numbers that still counts as equal, finite, at least 0; where it is above 0, so is the rounding of doubles (1e-12 of the reference). Default 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    public double Tolerance { get; init => field = Guard.AtLeastZero(value, nameof(Tolerance)); }

    /// <inheritdoc/>
    public ValueTask<Score> ScoreAsync(AnswerContext answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        IReadOnlyList<string> references = answer.Sample.References;
        if (references.Count == 0) { return new(Score.Missing(ReferenceScore.NoTarget)); }
        string? problem = null, difference = null;
        using JsonDocument? read = Parse(StripCodeFence ? WithoutFence(answer.Text) : answer.Text, out string? unreadable);
        int usable = 0;
        foreach (string reference in references)
        {
            using JsonDocument? wanted = Parse(reference, out string? why);
            if (wanted is null)
            {
                problem ??= why;
                continue;
            }

            usable++;
            if (read is null) { continue; }
            string? differs = JsonDifference.Find(read.RootElement, wanted.RootElement, Tolerance, "$");
            if (differs is null) { return new(Score.Of(1)); }
            difference ??= differs;
        }

        return new(usable == 0 ? Score.Missing($"the target is no JSON: {problem}") : Score.Of(0, read is null ? $"the answer is no JSON: {unreadable}" : difference));
    }

    private static JsonDocument? Parse(string text, out string? problem)
    {
        try
        {
            problem = null;
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return null;
        }
    }

    // ```json … ```: the lines between the first fence and the next.
    private static string WithoutFence(string text)
    {
        string trimmed = text.Trim();
        if (!trimmed.StartsWith("```", StringComparison.Ordinal)) { return trimmed; }
        int start = trimmed.IndexOf('\n', StringComparison.Ordinal), end = trimmed.LastIndexOf("```", StringComparison.Ordinal);
        return start >= 0 && end > start ? trimmed[(start + 1)..end] : trimmed;
    }
}
