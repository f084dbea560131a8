using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Columns;

/// <summary>What is bootstrapped: one column, or the differences of two.</summary>
internal sealed class BootstrapColumns
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string?> _value = Column.Named("--value", "Column of the values.");
    private readonly Option<string?> _a = Column.Named("--a", "Column of the first, instead of --value: the differences A − B of each row.");
    private readonly Option<string?> _b = Column.Named("--b", "Column of the second.");

    public IEnumerable<Option> Options => [_file, _value, _a, _b];

    /// <summary>The values, or differences, that are there.</summary>
    public (CsvTable Table, double[] Values, int[] Rows, StatsReport Report) Read(ParseResult parsed, string test)
    {
        (string? value, string? a, string? b) = (parsed.GetValue(_value), parsed.GetValue(_a), parsed.GetValue(_b));
        if (value is null ? a is null || b is null : a is not null || b is not null) { throw new UsageException("Name either --value COL, or --a COL --b COL."); }
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        IReadOnlyList<double?> first = Column.Numbers(table, value ?? a!);
        IReadOnlyList<double?>? second = value is null ? Column.Numbers(table, b!) : null;
        double?[] values = [.. first.Select((cell, row) => second is null ? cell : cell - second[row])];
        int[] rows = [.. Enumerable.Range(0, values.Length).Where(row => values[row] is not null)];
        StatsReport report = new(test);
        report = value is null ? report.Add("a", a).Add("b", b) : report.Add("column", value);
        return (table, [.. rows.Select(row => values[row]!.Value)], rows, report.Add("n", rows.Length).Add("missing", values.Length - rows.Length));
    }

    /// <summary>The figures of a bootstrap.</summary>
    public static StatsReport Finish(StatsReport report, BootstrapResult result) =>
        report.Add("estimate", result.Estimate).Add("se", result.StandardError).Add("bias", result.Bias).Add("confidence", result.Confidence)
            .Add(result.Bca).Add(result.Percentile, "percentile").Add("z0", result.BiasCorrection).Add("acceleration", result.Acceleration)
            .Add("resamples", result.Resamples).Add("seed", result.Seed).Add("reason", result.Reason);
}
