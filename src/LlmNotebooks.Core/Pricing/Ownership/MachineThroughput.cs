namespace LlmNotebooks.Pricing.Ownership;

/// <summary>The most that one machine serves while it keeps its promises on latency (the SLO-limited peak), not what it could do regardless.</summary>
/// <remarks>
/// A request keeps a machine busy for output tokens/<see cref="OutputTokensPerSecond"/> + uncached prompt tokens/<see cref="InputTokensPerSecond"/> seconds.
/// How even the demand is, and for how much of the time the machine is paid, are other numbers:
/// <see cref="OwnershipPlan.LoadFactor"/> and <see cref="MachineOption.BilledHoursFraction"/>.
/// </remarks>
public sealed record MachineThroughput
{
    /// <summary>Answer tokens a second over all requests that are served at once, above 0.</summary>
    public required Uncertain OutputTokensPerSecond { get; init => field = InputRange.Positive.Check(value, nameof(OutputTokensPerSecond)); }

    /// <summary>
    /// Prompt tokens a second, above 0; null, the default, where <see cref="OutputTokensPerSecond"/> was measured with prompts like the workload's, whose
    /// reading it then includes.
    /// </summary>
    public Uncertain? InputTokensPerSecond { get; init => field = value is null ? null : InputRange.Positive.Check(value, nameof(InputTokensPerSecond)); }

    /// <summary>The throughput of a measurement with prompts like the workload's.</summary>
    /// <param name="outputTokens">Answer tokens that were generated, above 0.</param>
    /// <param name="busy">How long the machine was at work on them, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is not above 0.</exception>
    public static MachineThroughput Measured(long outputTokens, TimeSpan busy)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(outputTokens);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(busy, TimeSpan.Zero);
        return new() { OutputTokensPerSecond = outputTokens * (decimal)TimeSpan.TicksPerSecond / busy.Ticks };
    }
}
