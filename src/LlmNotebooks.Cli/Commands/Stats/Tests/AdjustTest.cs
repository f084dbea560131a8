using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats adjust: p-values of several tests.</summary>
internal sealed class AdjustTest : StatsTest
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string?> _p = Column.Named("--p", "Column of the p-values; a missing one is refused, since a test that was not made does not count.", required: true);
    private readonly Option<string?> _label = Column.Named("--label", "Column that names the tests.");

    protected override string Name => "adjust";

    protected override string Description => "p-values adjusted for their number: Holm, Benjamini–Hochberg and Bonferroni, in the file's order.";

    protected override IEnumerable<Option> Options => [_file, _p, _label];

    protected override StatsReport Measure(ParseResult parsed)
    {
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        string column = parsed.GetValue(_p)!;
        double[] p = [.. table.Numbers(column).Select((cell, row) => PValue(cell, row))];
        string?[] labels = parsed.GetValue(_label) is { } label ? [.. table.Texts(label)] : [.. Enumerable.Range(1, p.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        double[] holm = MultipleComparisons.Holm(p), discovery = MultipleComparisons.BenjaminiHochberg(p), bonferroni = MultipleComparisons.Bonferroni(p);
        Frame shown = Frame.Of(Enumerable.Range(0, p.Length))
            .Column("label", i => labels[i], ColumnRole.Key)
            .Column("p", i => p[i])
            .Column("holm", i => holm[i])
            .Column("bh", i => discovery[i])
            .Column("bonferroni", i => bonferroni[i])
            .Build();
        return new StatsReport("adjust").Add("column", column).Add("n", p.Length).Add("label", labels).Add("p", p)
            .Add("holm", holm).Add("bh", discovery).Add("bonferroni", bonferroni).With(shown);

        double PValue(double? cell, int row) => cell is >= 0 and <= 1
            ? cell.Value
            : throw new CsvTableException(FormattableString.Invariant($"{(cell is null ? "a missing p-value" : $"{cell}")} cannot be adjusted; p-values lie in [0, 1]; leave out tests that were not made."), table.Path, table.LineOf(row), column);
    }
}
