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

    /// <summary>Why a figure is empty.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="label">Column with the names of the rows; null where the rows have none.</param>
    /// <param name="columns">Columns without which a row cannot be drawn.</param>
    /// <param name="aboveZero">Those of them that have to be above 0.</param>
    public static string Nothing(Frame frame, string? label, string[] columns, params string[] aboveZero)
    {
        string each = (label ?? "row").Replace('_', ' ');
        string[] bare = [.. columns.Where(c => Numbers(frame, c).All(v => v is null))];
        string[] low = [.. aboveZero.Where(c => !bare.Contains(c, StringComparer.Ordinal) && Numbers(frame, c).All(v => v is null or <= 0))];
        string what = string.Join(" or ", bare.Select(c => $"a {c}").Concat(low.Select(c => $"a {c} above 0")));
        return $"nothing to draw: no {each} has {(what.Length > 0 ? what : "all of " + string.Join(", ", columns))}";
    }

    public static string Label(string? text) => text ?? "(none)";
}
