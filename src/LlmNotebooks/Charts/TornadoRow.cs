namespace LlmNotebooks.Charts;

/// <summary>One input of a tornado chart: the results at its low and at its high value, and these values as text.</summary>
internal sealed record TornadoRow(string Label, double Low, double High, string? LowInput, string? HighInput)
{
    public double Swing => Math.Abs(High - Low);

    /// <summary>The bar's part on one end's side of the baseline; without length where the other end lies farther out on that side.</summary>
    public (double From, double To) Part(bool atHigh, double baseline)
    {
        (double end, double other) = atHigh ? (High, Low) : (Low, High);
        double from = Math.Clamp(baseline, Math.Min(Low, High), Math.Max(Low, High));
        return Math.Abs(end - baseline) >= Math.Abs(other - baseline) || (end - baseline) * (other - baseline) < 0 ? (from, end) : (end, end);
    }
}
