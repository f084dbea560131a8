using System.Collections;
using System.Globalization;
using System.Reflection;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A bare Microsoft.Data.Analysis.DataFrame as a table, read by reflection: the notebook brings the assembly.</summary>
internal static class DataFrameView
{
    private const string TypeName = "Microsoft.Data.Analysis.DataFrame";

    /// <summary>The table, or null when the value is not a DataFrame.</summary>
    public static string? TryFormat(object value)
    {
        if (value.GetType().FullName != TypeName) { return null; }
        object[] columns = [.. ((IEnumerable)Read(value, "Columns")!).Cast<object>()];
        string[] names = [.. columns.Select(column => (string)Read(column, "Name")!)];
        long count = columns.Length == 0 ? 0 : (long)Read(columns[0], "Length")!;
        HtmlTable table = new(names);
        for (long row = 0; row < Math.Min(count, Excerpt.Limit); row++)
        {
            long index = row;
            table.Add([.. columns.Select(column => Item(column, index))]);
        }
        string shown = count > Excerpt.Limit ? $", the first {Excerpt.Limit} shown" : "";
        return table.ToHtml(string.Create(
            CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}{shown}, {columns.Length} columns"));
    }

    private static object? Read(object value, string property) => value.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .First(p => p.Name == property && p.GetIndexParameters().Length == 0)
        .GetValue(value);

    private static object? Item(object column, long row) => column.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .First(p => p.GetIndexParameters() is [{ ParameterType: { } type }] && type == typeof(long))
        .GetValue(column, [row]);
}
