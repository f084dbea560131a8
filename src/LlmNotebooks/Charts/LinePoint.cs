using System.Runtime.InteropServices;

namespace LlmNotebooks.Charts;

/// <summary>One place of a line; a missing <paramref name="Y"/> leaves a gap there.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LinePoint(double X, double? Y, double? Low = null, double? High = null)
{
    public bool HasBand => Y is not null && Low is not null && High is not null;
}
