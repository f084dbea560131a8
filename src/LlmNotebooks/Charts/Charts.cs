using System.Diagnostics.CodeAnalysis;

namespace LlmNotebooks.Charts;

/// <summary>Charts of frames: pick the columns, get a figure.</summary>
/// <remarks>
/// Rows whose value is missing are left out and the figure says how many; a missing value is never drawn as 0.
/// A column that is not there, an empty frame, or one with nothing to draw throws <see cref="ArgumentException"/>.
/// </remarks>
[SuppressMessage("Design", "MA0049:Type name should not match containing namespace", Justification = "Notebooks read best as Charts.Intervals(...).")]
public static partial class Charts
{
}
