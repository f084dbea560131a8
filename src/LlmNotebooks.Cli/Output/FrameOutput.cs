using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>Frames as text, CSV and rows of JSON, by the same names.</summary>
internal static class FrameOutput
{
    /// <summary>Prints the whole frame, within the terminal where it goes to one.</summary>
    public static void Write(Frame frame, TextWriter output) => output.Write(frame.ToText(Width(output)));

    /// <summary>Prints the frame as CSV.</summary>
    public static void WriteCsv(Frame frame, TextWriter output) => output.Write(frame.ToCsv());

    /// <summary>The frame without those of some columns in which nothing is known, such as the reasons where there are none.</summary>
    public static Frame WithoutEmpty(this Frame frame, params string[] columns) =>
        frame.Select([.. frame.Columns.Where(name => !columns.Contains(name, StringComparer.Ordinal) || frame.Texts(name).Any(text => !string.IsNullOrEmpty(text)))]);

    /// <summary>The frame without some of its columns.</summary>
    public static Frame Without(this Frame frame, params string[] columns) => frame.Select([.. frame.Columns.Except(columns, StringComparer.Ordinal)]);

    /// <summary>Each row as members of a JSON object, in the order of the columns; null where missing.</summary>
    public static Dictionary<string, object?>[] Rows(Frame frame) =>
        [.. frame.Rows.Select(row => frame.Columns.ToDictionary(name => name, name => Json(row[name]), StringComparer.Ordinal))];

    /// <summary>Each row with further members, which a table has no place for.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="more">An object for each row; its members replace those of the same name.</param>
    public static Dictionary<string, object?>[] Rows(Frame frame, IEnumerable<object> more) =>
        [.. Rows(frame).Zip(more, (row, members) => row.With(members))];

    /// <summary>The row with the members of an object, in snake_case.</summary>
    public static Dictionary<string, object?> With(this Dictionary<string, object?> row, object members)
    {
        foreach (System.Reflection.PropertyInfo member in members.GetType().GetProperties()) { row[JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Name)] = member.GetValue(members); }
        return row;
    }

    private static object? Json(object? cell) => cell switch
    {
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        _ => cell,
    };

    // The last place of a line stays free: some terminals break the line there.
    private static int? Width(TextWriter output) => ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && Console.WindowWidth > 1 ? Console.WindowWidth - 1 : null;
}
