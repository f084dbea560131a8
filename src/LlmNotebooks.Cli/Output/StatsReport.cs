using System.Globalization;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Output;

/// <summary>The figures of a statistical test, in their order: one JSON object for machines, a line a figure for people.</summary>
internal sealed class StatsReport
{
    private readonly Dictionary<string, object?> _figures = new(StringComparer.Ordinal);
    private TextTable? _table;

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

    /// <summary>Shows people this table below the single figures; arrays are for machines.</summary>
    public StatsReport With(TextTable table)
    {
        _table = table;
        return this;
    }

    /// <summary>Prints it.</summary>
    public void Write(TextWriter output, bool json)
    {
        if (json)
        {
            JsonOutput.Write(output, _figures);
            return;
        }

        TextTable lines = new TextTable().Text("").Text("");
        foreach ((string name, object? value) in _figures)
        {
            if (value is not Array && !(name is "reason" && value is null)) { lines.Row(name.Replace('_', ' '), Shown(value)); }
        }

        lines.Write(output);
        _table?.Write(output);
    }

    private static string? Shown(object? value) => value switch
    {
        null => null,
        double number => number.ToString("G6", CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
