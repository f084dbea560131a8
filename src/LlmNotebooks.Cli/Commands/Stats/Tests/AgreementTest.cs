using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats agreement: Krippendorff's α of any number of raters, Cohen's κ of two.</summary>
internal sealed class AgreementTest : StatsTest
{
    private readonly Option<string?> _file = Column.File();
    private readonly Option<string> _unit = Of("--unit", "α, one rating per row: column of what was rated.", "unit");
    private readonly Option<string> _coder = Of("--coder", "α, one rating per row: column of who rated it.", "coder");
    private readonly Option<string> _value = Of("--value", "α, one rating per row: column of the rating.", "value");
    private readonly Option<string[]> _coders = TextListOption.Create("--coders", "α, one unit per row: the raters' columns, separated by commas.", "COL,COL");
    private readonly Option<MeasurementLevel> _level = new("--level") { Description = "α: nominal (categories), ordinal, interval or ratio (numbers).", HelpName = "LEVEL", DefaultValueFactory = _ => MeasurementLevel.Nominal };
    private readonly Option<string?> _a = Column.Named("--a", "κ: column of the first rater, one unit per row.");
    private readonly Option<string?> _b = Column.Named("--b", "κ: column of the second rater.");
    private readonly Option<KappaWeights> _weights = new("--weights") { Description = "κ: credit for categories that differ: unweighted (none), linear or quadratic.", HelpName = "KIND", DefaultValueFactory = _ => KappaWeights.Unweighted };
    private readonly Option<string[]> _order = TextListOption.Create("--order", "κ with weights: the categories in order, separated by commas.", "LIST");
    private readonly Option<long> _seed = ResamplingOptions.SeedOption();
    private readonly Option<int> _resamples = NumberOption.WithDefault<int>("--resamples", "α: number of resamples of the units, for its interval; at least 100.", "N", 2_000, new("be at least 100", resamples => resamples >= 100));
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "agreement";

    protected override string Description => "How far raters agree beyond chance: Krippendorff's α (--coders, or one rating per row), or Cohen's κ of two columns (--a and --b).";

    protected override IEnumerable<Option> Options => [_file, _unit, _coder, _value, _coders, _level, _a, _b, _weights, _order, _seed, _resamples, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        (string? a, string? b) = (parsed.GetValue(_a), parsed.GetValue(_b));
        if (a is null != b is null) { throw new UsageException("Cohen's κ takes two raters: --a COL --b COL."); }
        if (a is not null && parsed.GetValue(_coders) is { Length: > 0 }) { throw new UsageException("Name either --a COL --b COL for Cohen's κ, or --coders COL,COL for Krippendorff's α."); }
        KappaWeights weights = parsed.GetValue(_weights);
        string[]? order = parsed.GetValue(_order) is { Length: > 0 } given ? given : null;
        if (weights != KappaWeights.Unweighted && order is null) { throw new UsageException("Weights need the categories in their order: --order bad,ok,good."); }
        int resamples = parsed.GetValue(_resamples);
        CsvTable table = CsvTable.Load(parsed.GetValue(_file)!);
        return a is null ? Alpha(parsed, table, resamples) : Kappa(parsed, table, a, b!, weights, order);
    }

    private StatsReport Kappa(ParseResult parsed, CsvTable table, string a, string b, KappaWeights weights, string[]? order)
    {
        IReadOnlyList<string?> first = table.Texts(a), second = table.Texts(b);
        AgreementEstimate kappa = Test(() => Agreement.Kappa(first, second, weights, order, parsed.GetValue(_confidence)));
        return Finish(new StatsReport("cohen kappa").Add("a", a).Add("b", b).Add("weights", weights.ToString().ToLowerInvariant()), first.Concat(second).Count(cell => cell is null), kappa, "kappa");
    }

    private StatsReport Alpha(ParseResult parsed, CsvTable table, int resamples)
    {
        MeasurementLevel level = parsed.GetValue(_level);
        (string Unit, string Rater, string? Category, double? Number)[] ratings = parsed.GetValue(_coders) is { Length: > 0 } coders ? Wide(table, coders, level) : Long(parsed, table, level);
        (long seed, double confidence) = (parsed.GetValue(_seed), parsed.GetValue(_confidence));
        AgreementEstimate alpha = Test(() => level == MeasurementLevel.Nominal
            ? Agreement.NominalAlpha(ratings.Select(rating => new CategoryRating(rating.Unit, rating.Rater, rating.Category)), seed, resamples, confidence)
            : Agreement.Alpha(ratings.Select(rating => new Rating(rating.Unit, rating.Rater, rating.Number)), level, seed, resamples, confidence));
        int without = ratings.Count(rating => level == MeasurementLevel.Nominal ? rating.Category is null : rating.Number is null);
        int unplaced = parsed.GetValue(_coders) is not { Length: > 0 } ? table.RowCount - ratings.Length : 0;
        return Finish(new StatsReport("krippendorff alpha").Add("level", level.ToString().ToLowerInvariant()), without + unplaced, alpha, "alpha").Add("resamples", resamples).Add("seed", seed);
    }

    private static StatsReport Finish(StatsReport report, int missing, AgreementEstimate estimate, string name) =>
        report.Add("units", estimate.Units).Add("raters", estimate.Raters).Add("ratings", estimate.Ratings).Add("missing", missing).Add("units_left_out", estimate.LeftOut)
            .Add(name, estimate.Coefficient).Add("se", estimate.Se).Add("confidence", estimate.Confidence).Add(estimate.Interval).Add("reason", estimate.Reason);

    private static (string, string, string?, double?)[] Wide(CsvTable table, string[] coders, MeasurementLevel level) =>
        [.. coders.SelectMany(coder =>
        {
            (IReadOnlyList<string?> texts, IReadOnlyList<double?> numbers) = Cells(table, coder, level);
            return Enumerable.Range(0, table.RowCount).Select(row => (row.ToString("D9", CultureInfo.InvariantCulture), coder, texts[row], numbers[row]));
        })];

    private (string, string, string?, double?)[] Long(ParseResult parsed, CsvTable table, MeasurementLevel level)
    {
        IReadOnlyList<string?> units = table.Texts(parsed.GetValue(_unit)!), raters = table.Texts(parsed.GetValue(_coder)!);
        (IReadOnlyList<string?> texts, IReadOnlyList<double?> numbers) = Cells(table, parsed.GetValue(_value)!, level);
        return [.. Enumerable.Range(0, table.RowCount).Where(row => units[row] is not null && raters[row] is not null).Select(row => (units[row]!, raters[row]!, texts[row], numbers[row]))];
    }

    private static (IReadOnlyList<string?> Texts, IReadOnlyList<double?> Numbers) Cells(CsvTable table, string column, MeasurementLevel level) =>
        level == MeasurementLevel.Nominal ? (table.Texts(column), new double?[table.RowCount]) : (new string?[table.RowCount], Column.Numbers(table, column));

    private static Option<string> Of(string name, string description, string otherwise) => new(name) { Description = description, HelpName = "COL", DefaultValueFactory = _ => otherwise };
}
