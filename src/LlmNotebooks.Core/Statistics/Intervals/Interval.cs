using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>A closed interval of the real line.</summary>
/// <param name="Lower">Lower bound, finite or infinite, not NaN.</param>
/// <param name="Upper">Upper bound, at least <paramref name="Lower"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>Upper minus lower bound.</summary>
    public double Width => Upper - Lower;

    /// <summary>Whether <paramref name="value"/> lies between the bounds, ends included.</summary>
    public bool Contains(double value) => Lower <= value && value <= Upper;
}
