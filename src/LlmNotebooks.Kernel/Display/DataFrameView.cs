using System.Collections;
using System.Globalization;
using System.Reflection;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Display;

/// <summary>A bare Microsoft.Data.Analysis.DataFrame or a column of one as a table, read by reflection: the notebook brings the assembly.</summary>
internal static class DataFrameView
{
    private const string FrameName = "Microsoft.Data.Analysis.DataFrame";
    private const string ColumnName = "Microsoft.Data.Analysis.DataFrameColumn";

    /// <summary>The table, or null when the value is neither a DataFrame nor a column.</summary>
    public static MimeBundle? TryFormat(object value)
    {
        bool isFrame = Is(value, FrameName);
        if (!isFrame && !Is(value, ColumnName)) { return null; }
        object[] all = isFrame ? [.. ((IEnumerable)Read(value, "Columns")!).Cast<object>()] : [value];
        object[] columns = [.. all.Take(TableColumns.Limit)];
        string[] names = [.. columns.Select(column => (string)Read(column, "Name")!)];
        long count = columns.Length == 0 ? 0 : (long)Read(columns[0], "Length")!;
        HtmlTable html = new(names);
        PlainTable plain = new(names);
        for (long row = 0; row < Math.Min(count, Excerpt.Limit); row++)
        {
            long index = row;
            object?[] cells = [.. columns.Select(column => Item(column, index))];
            html.Add(cells);
            plain.Add(cells);
        }
        string shown = count > Excerpt.Limit ? $", the first {Excerpt.Limit} shown" : "";
        string width = TableColumns.Omitted(all.Length) is { Length: > 0 } omitted ? omitted : $", {all.Length} {(all.Length == 1 ? "column" : "columns")}";
        string caption = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}{shown}{width}");
        return new MimeBundle().With(MimeTypeNames.Html, html.ToHtml(caption)).With(MimeTypeNames.Plain, plain.ToText(caption));
    }

    private static bool Is(object value, string name)
    {
        Type? type = value.GetType();
        while (type is not null && type.FullName != name) { type = type.BaseType; }
        return type is not null;
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
