using System.Globalization;

namespace LlmNotebooks.Tables;

/// <summary>Says how many rows and columns a frame has and how many rows are shown.</summary>
internal static class FrameCount
{
    public static string Of(Frame frame, int shown)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{Count(frame.RowCount, "row")} × {Count(frame.Columns.Count, "column")}");
        return shown == frame.RowCount ? size : string.Create(CultureInfo.InvariantCulture, $"first {shown} of {size}");
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
