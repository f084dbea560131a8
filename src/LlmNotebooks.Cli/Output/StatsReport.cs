using System.Globalization;
using System.Runtime.CompilerServices;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Output;

/// <summary>The figures of a statistical test, in their order: one JSON object for machines, a line a figure for people.</summary>
internal sealed class StatsReport
{
    private readonly Dictionary<string, object?> _figures = new(StringComparer.Ordinal);
    private Frame? _table;
    private string[] _hidden = [];

    /// <summary>Starts with the name of what was done.</summary>
    public StatsReport(string test) => _figures.Add("test", test);

    /// <summary>Adds a figure; null is missing, and shown so.</summary>
    /// <param name="name">Its name in JSON, in snake_case.</param>
    /// <param name="value">A number, a text, a truth or an array.</param>
    public StatsReport Add(string name, object? value)
    {
        _figures.Add(name, value);
        return this;
    }

    /// <summary>Adds both bounds of an interval, <c>ci_low</c> and <c>ci_high</c> unless named otherwise.</summary>
    public StatsReport Add(Interval? interval, string name = "ci") => Add($"{name}_low", interval?.Lower).Add($"{name}_high", interval?.Upper);

    /// <summary>Adds a table: rows of JSON for machines, shown to people below the single figures.</summary>
    /// <param name="name">Its name in JSON.</param>
    /// <param name="table">The table.</param>
    /// <param name="more">Members of each row that the table has no place for; null for none.</param>
    /// <param name="hidden">Columns that people are not shown.</param>
    public StatsReport AddTable(string name, Frame table, IEnumerable<object>? more = null, params string[] hidden)
    {
        (_table, _hidden) = (table, hidden);
        return Add(name, more is null ? FrameOutput.Rows(table) : FrameOutput.Rows(table, more));
    }

    /// <summary>Shows people, and writes as CSV, this table below the single figures, which JSON has otherwise.</summary>
    public StatsReport With(Frame table)
    {
        _table = table;
        return this;
    }

    /// <summary>Prints it.</summary>
    public void Write(TextWriter output, OutputFormat format)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, _figures);
                break;
            case OutputFormat.Csv:
                WriteCsv(output);
                break;
            default:
                WriteFigures(output);
                if (_table is not null) { WriteTable(output); }
                break;
        }
    }

    private IEnumerable<KeyValuePair<string, object?>> Single => _figures.Where(figure => figure.Value is not Array);

    private void WriteFigures(TextWriter output)
    {
        KeyValuePair<string, object?>[] shown = [.. Single.Where(figure => !(figure.Key is "reason" && figure.Value is null))];
        int width = shown.Max(figure => figure.Key.Length);
        foreach ((string name, object? value) in shown) { output.WriteLine($"{name.PadRight(width)}  {Shown(value)}"); }
    }

    // Apart, so that data frames are loaded for a table alone.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteTable(TextWriter output)
    {
        output.WriteLine();
        FrameOutput.Write(_table!.Without(_hidden), output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteCsv(TextWriter output) => FrameOutput.WriteCsv(_table ?? Row(), output);

    // One row, with a column for each figure.
    private Frame Row()
    {
        FrameBuilder<StatsReport> row = Frame.Of([this]);
        foreach ((string name, object? value) in Single)
        {
            row = value switch
            {
                bool truth => row.Column(name, _ => truth),
                double or int or long or decimal => row.Column(name, _ => Convert.ToDouble(value, CultureInfo.InvariantCulture)),
                _ => row.Column(name, _ => value?.ToString()),
            };
        }

        return row.Build();
    }

    private static string? Shown(object? value) => value switch
    {
        null => "—",
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
