using System.Globalization;

namespace LlmNotebooks.Kernel.Exceptions;

/// <summary>Where in the author's text a frame of a stack is.</summary>
/// <param name="File">The name of the cell or file.</param>
/// <param name="Lines">From 1 and ascending; several when the runtime does not tell which of them it is.</param>
/// <param name="Column">From 1; null when it is not known.</param>
internal sealed record FramePlace(string File, IReadOnlyList<int> Lines, int? Column)
{
    private const int MaxNamed = 4;

    /// <summary>The line; null when it may be one of several.</summary>
    public int? Line => Lines is [int only] ? only : null;

    /// <inheritdoc/>
    public override string ToString() => Lines switch
    {
        [int only] => string.Create(CultureInfo.InvariantCulture, $"{File}, line {only}"),
        { Count: <= MaxNamed } => string.Create(CultureInfo.InvariantCulture, $"{File}, line {string.Join(", ", Lines.SkipLast(1))} or {Lines[^1]}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{File}, between lines {Lines[0]} and {Lines[^1]}"),
    };
}
