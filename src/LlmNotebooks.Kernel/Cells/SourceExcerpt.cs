using System.Text;

namespace LlmNotebooks.Kernel.Cells;

/// <summary>A line of the author's with a caret below the column that is meant.</summary>
internal static class SourceExcerpt
{
    /// <param name="label">What stands before the line.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">From 1; null for no caret.</param>
    public static IEnumerable<string> Of(string label, string line, int? column)
    {
        yield return $"  {label} | {line}";
        if (column is { } place) { yield return $"  {new string(' ', label.Length)} | {Indent(line, place)}^"; }
    }

    /// <summary>Blanks as wide as the text before a column, tabs kept.</summary>
    private static string Indent(string line, int column)
    {
        StringBuilder indent = new();
        for (int i = 0; i < Math.Min(column - 1, line.Length); i++) { indent.Append(line[i] == '\t' ? '\t' : ' '); }
        return indent.ToString();
    }
}
