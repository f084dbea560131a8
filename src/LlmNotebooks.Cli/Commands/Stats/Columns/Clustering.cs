using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>--cluster: which rows are not independent.</summary>
internal static class Clustering
{
    public static Option<string?> Option(bool required = false) =>
        Column.Named("--cluster", required ? "Column of the cluster; a row without one is its own cluster." : "Column of the cluster; a row without one is its own cluster. Default: every row is.", required);

    /// <summary>An item a row.</summary>
    public static ItemScore[] Items(CsvTable table, int[] rows, double[] values, string? column)
    {
        IReadOnlyList<string?>? clusters = column is null ? null : table.Texts(column);
        return [.. rows.Select((row, i) => new ItemScore(row.ToString("D9", CultureInfo.InvariantCulture), values[i], clusters?[row]))];
    }
}
