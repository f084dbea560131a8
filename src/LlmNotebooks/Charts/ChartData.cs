using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>What the charts check before they draw, and how they say what they left out.</summary>
internal static class ChartData
{
    private const int LongestList = 70;

    /// <exception cref="ArgumentException">The frame has no rows.</exception>
    public static void RequireRows(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (frame.RowCount == 0) { throw new ArgumentException("The frame has no rows, so there is nothing to draw.", nameof(frame)); }
    }

    /// <exception cref="ArgumentException">Nothing is left to draw.</exception>
    public static void RequireSome(int left, Frame frame, string columns)
    {
        if (left == 0) { throw new ArgumentException($"Nothing to draw: {columns} is missing in all {frame.RowCount} rows.", nameof(frame)); }
    }

    /// <summary>A column of numbers as a chart can place them: null where missing or infinite.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold numbers.</exception>
    public static IReadOnlyList<double?> Numbers(Frame frame, string column) =>
        [.. frame.Numbers(column).Select(v => v is { } x && double.IsFinite(x) ? v : null)];

    /// <summary>Says how many rows are not drawn, why, and which; null when all are.</summary>
    public static string? LeftOut(IReadOnlyCollection<string> names, string why)
    {
        if (names.Count == 0) { return null; }
        string list = string.Join(", ", names.Distinct(StringComparer.Ordinal)).ReplaceLineEndings(" ");
        return $"{names.Count} not drawn, {why}: {(list.Length <= LongestList ? list : list[..LongestList] + "…")}";
    }

    /// <summary>The parts of a note that are there, a line each.</summary>
    public static string? Note(params string?[] parts) =>
        string.Join('\n', parts.Where(p => p is not null)) is { Length: > 0 } note ? note : null;

    public static string Label(string? text) => text ?? "(none)";
}
