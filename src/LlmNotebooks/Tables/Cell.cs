using System.Globalization;
using Microsoft.Data.Analysis;

namespace LlmNotebooks.Tables;

/// <summary>Reads one cell of a data frame column, whatever its type.</summary>
internal static class Cell
{
    private static readonly HashSet<Type> NumericTypes =
    [
        typeof(double), typeof(float), typeof(decimal), typeof(long), typeof(int), typeof(short), typeof(sbyte),
        typeof(ulong), typeof(uint), typeof(ushort), typeof(byte),
    ];

    public static bool IsNumeric(DataFrameColumn column) => NumericTypes.Contains(column.DataType);

    public static string TypeName(DataFrameColumn column) => column.DataType switch
    {
        var t when t == typeof(string) || t == typeof(ReadOnlyMemory<char>) => "text",
        var t when t == typeof(bool) => "truth values",
        var t when t == typeof(DateTime) => "instants",
        var t when NumericTypes.Contains(t) => "numbers",
        var t => t.Name,
    };

    /// <summary>The value of a cell; null when missing, and NaN counts as missing.</summary>
    public static object? Value(DataFrameColumn column, int row) => column[row] switch
    {
        double.NaN or float.NaN => null,
        var value => value,
    };

    public static double? Number(DataFrameColumn column, int row) =>
        Value(column, row) is { } value ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    /// <summary>The shortest text that gives the value back.</summary>
    public static string? Exact(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        // Without the zeros at its end that a decimal carries along.
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
