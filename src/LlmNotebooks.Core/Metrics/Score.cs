using Microsoft.Extensions.AI;

namespace LlmNotebooks.Metrics;

/// <summary>What a metric says of one answer: a number, or missing with a reason.</summary>
public sealed record Score
{
    private Score(double? value, string? reason)
    {
        Value = value;
        Reason = reason;
    }

    /// <summary>The number, finite, in the metric's range; null where missing.</summary>
    public double? Value { get; }

    /// <summary>Why it is this number, or why it is missing (then never empty).</summary>
    public string? Reason { get; }

    /// <summary>Tokens that giving it took, where a model was asked; null where none was, or it did not count.</summary>
    public UsageDetails? Usage { get; init; }

    /// <summary>The model that says it judged; null where none was asked, or it does not say.</summary>
    public string? Judge { get; init; }

    /// <summary>Whether there is no number.</summary>
    public bool IsMissing => Value is null;

    /// <summary>A score with a value.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="reason">What led to it, optional.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is NaN or infinite; say <see cref="Missing"/> instead.</exception>
    public static Score Of(double value, string? reason = null) =>
        double.IsFinite(value)
            ? new Score(value, reason)
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A score is finite; where there is none, return Score.Missing(reason).");

    /// <summary>No score could be given. It is counted, bounds the verdict, and is never taken for 0.</summary>
    /// <param name="reason">Why, for the person who reads the results.</param>
    /// <exception cref="ArgumentException"><paramref name="reason"/> is empty.</exception>
    public static Score Missing(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new Score(null, reason);
    }
}
