using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats pass-at-k.</summary>
internal sealed class PassAtKTest : StatsTest
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string> _item = new("--item") { Description = "Column of the item.", HelpName = "COL", DefaultValueFactory = _ => "item" };
    private readonly Option<string?> _samples = Column.Named("--samples", "Column of the number of attempts, where an item has one row.");
    private readonly Option<string?> _correct = Column.Named("--correct", "Column of the number of attempts that solved it.");
    private readonly Option<string?> _score = Column.Named("--score", "Column of the score, where an attempt has one row; a missing score does not count as an attempt.");
    private readonly Option<double> _solvedFrom = NumberOption.WithDefault<double>("--solved-from", "The lowest score at which an attempt counts as solved.", "X", 1);
    private readonly Option<string?> _model = Column.Named("--model", "Column of the model, where the file has several: each is estimated separately.");
    private readonly Option<string?> _cluster = Column.Named("--cluster", "Column of the cluster. Default: each item is its own cluster.");
    private readonly Option<int[]> _k = NumberOption.List<int>("--k", "Attempts, such as 1,5,10. Default: 1.", "LIST", new("be 1 or more", k => k >= 1));
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "pass-at-k";

    protected override string Description => "The share of items that at least one of k attempts solves (pass@k), and that all k solve (pass^k), unbiased and with clustered intervals.";

    protected override IEnumerable<Option> Options => [_file, _item, _samples, _correct, _score, _solvedFrom, _model, _cluster, _k, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        int[] ks = parsed.GetValue(_k) is { Length: > 0 } given ? given : [1];
        (string? samples, string? correct, string? score) = (parsed.GetValue(_samples), parsed.GetValue(_correct), parsed.GetValue(_score));
        if (score is null ? samples is null || correct is null : samples is not null || correct is not null) { throw new UsageException("Name either --score COL, or --samples COL --correct COL."); }
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        (double confidence, double solvedFrom) = (parsed.GetValue(_confidence), parsed.GetValue(_solvedFrom));
        IReadOnlyList<string?> models = parsed.GetValue(_model) is { } model ? table.Texts(model) : [.. Enumerable.Repeat("", table.RowCount)];
        int[] rows = [.. Rows(table, models, score is null ? [samples!, correct!] : [score], table.Texts(parsed.GetValue(_item)!))];
        (string Model, PassAtKEstimate Estimate)[] found = Test(() => rows.GroupBy(row => models[row]!, StringComparer.Ordinal).SelectMany(group =>
        {
            Func<int, PassAtKEstimate> estimate = score is null ? Counts(parsed, table, [.. group], samples!, correct!, confidence) : Attempts(parsed, table, [.. group], score, solvedFrom, confidence);
            return ks.Select(k => (group.Key, estimate(k)));
        }).ToArray());
        bool byModel = parsed.GetValue(_model) is not null;
        Frame at = Frame.Of(found.Select(row => (Model: row.Model.Length == 0 ? null : row.Model, At: row.Estimate)))
            .Column("model", r => r.Model, ColumnRole.Key)
            .Column("k", r => r.At.K, Unit.Count, ColumnRole.Key)
            .Column("any", r => r.At.AnyOfK.Mean, Unit.Share)
            .Column("any_se", r => r.At.AnyOfK.Se, Unit.Share, ColumnRole.StandardError, "any")
            .Bounds("any", r => r.At.AnyOfK.Interval?.Lower, r => r.At.AnyOfK.Interval?.Upper, level: confidence)
            .Column("all", r => r.At.AllOfK.Mean, Unit.Share)
            .Column("all_se", r => r.At.AllOfK.Se, Unit.Share, ColumnRole.StandardError, "all")
            .Bounds("all", r => r.At.AllOfK.Interval?.Lower, r => r.At.AllOfK.Interval?.Upper, level: confidence)
            .Column("items", r => r.At.AnyOfK.Items, Unit.Count)
            .Column("clusters", r => r.At.AnyOfK.Clusters, Unit.Count)
            .Column("missing", r => r.At.Missing.Count, Unit.Count)
            .Build();
        return new StatsReport("pass at k").Add("missing", table.RowCount - rows.Length).Add("confidence", confidence)
            .AddTable("at", at, found.Select(row => new { MissingItems = row.Estimate.Missing }), hidden: byModel ? [] : ["model"]);
    }

    // The rows of which everything is there.
    private static IEnumerable<int> Rows(CsvTable table, IReadOnlyList<string?> models, string[] columns, IReadOnlyList<string?> items)
    {
        IReadOnlyList<double?>[] numbers = [.. columns.Select(table.Numbers)];
        return Enumerable.Range(0, table.RowCount).Where(row => models[row] is not null && items[row] is not null && numbers.All(column => column[row] is not null));
    }

    private Func<int, PassAtKEstimate> Attempts(ParseResult parsed, CsvTable table, int[] rows, string score, double solvedFrom, double confidence)
    {
        IReadOnlyList<string?> items = table.Texts(parsed.GetValue(_item)!), clusters = Clusters(parsed, table);
        IReadOnlyList<double?> scores = Column.Numbers(table, score);
        ItemScore[] attempts = [.. rows.Select(row => new ItemScore(items[row]!, scores[row], clusters[row]))];
        return k => PassAtK.FromScores(attempts, k, solvedFrom, confidence);
    }

    private Func<int, PassAtKEstimate> Counts(ParseResult parsed, CsvTable table, int[] rows, string samplesColumn, string correctColumn, double confidence)
    {
        IReadOnlyList<string?> items = table.Texts(parsed.GetValue(_item)!), clusters = Clusters(parsed, table);
        IReadOnlyList<double?> samples = table.Numbers(samplesColumn), correct = table.Numbers(correctColumn);
        SolvedCount[] counts = [.. rows.Select(row =>
        {
            int n = Count(samples[row]!.Value, int.MaxValue, row, samplesColumn);
            return new SolvedCount(items[row]!, n, Count(correct[row]!.Value, n, row, correctColumn), clusters[row]);
        })];
        return k => PassAtK.Estimate(counts, k, confidence);

        int Count(double value, int most, int row, string column) => value >= 0 && value <= most && double.IsInteger(value)
            ? (int)value
            : throw new CsvTableException(FormattableString.Invariant($"{value} is not a count; write a whole number from 0 to {(most == int.MaxValue ? "2147483647" : $"the {most} attempts")}."), table.Path, table.LineOf(row), column);
    }

    private IReadOnlyList<string?> Clusters(ParseResult parsed, CsvTable table) => parsed.GetValue(_cluster) is { } cluster ? table.Texts(cluster) : new string?[table.RowCount];
}
