using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats proportion: a share with its Wilson and Clopper–Pearson intervals.</summary>
internal sealed class ProportionTest : StatsTest
{
    private readonly SampleColumn _column = new("Column of outcomes, 1 or 0 (or true or false).", required: false);
    private readonly Option<int?> _successes = NumberOption.Optional<int>("--successes", "Successes, instead of a file.", "K");
    private readonly Option<int?> _trials = NumberOption.Optional<int>("--trials", "Trials, with --successes.", "N");
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "proportion";

    protected override string Description => "A share of successes with its Wilson interval, and Clopper and Pearson's.";

    protected override IEnumerable<Option> Options => [_successes, _trials, .. _column.Options, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        int? given = parsed.GetValue(_successes), of = parsed.GetValue(_trials);
        bool file = _column.IsGiven(parsed), counts = given is not null || of is not null;
        if (file == counts || (counts && (given is null || of is null))) { throw new UsageException("Give either --successes K --trials N, or --csv FILE --value COL."); }
        (int successes, int trials, int missing) = file ? Count(_column.Read(parsed)) : (given!.Value, of!.Value, 0);
        double confidence = parsed.GetValue(_confidence);
        (Interval wilson, Interval exact) = file
            ? Test(() => (Proportion.Wilson(successes, trials, confidence), Proportion.ClopperPearson(successes, trials, confidence)))
            : UsageException.Check(() => (Proportion.Wilson(successes, trials, confidence), Proportion.ClopperPearson(successes, trials, confidence)));
        return new StatsReport("proportion").Add("successes", successes).Add("n", trials).Add("missing", missing).Add("proportion", (double)successes / trials)
            .Add("confidence", confidence).Add(wilson).Add(exact, "clopper_pearson");
    }

    private static (int Successes, int Trials, int Missing) Count(SampleColumn.Sample sample)
    {
        if (sample.Values.Length == 0) { throw new InvalidDataException($"{sample.Table.Path}: the column '{sample.Column}' has no outcomes."); }
        for (int i = 0; i < sample.Values.Length; i++) { Column.RequireOutcome(sample.Values[i], sample.Table, sample.Rows[i], sample.Column); }
        return (sample.Values.Count(value => value == 1), sample.Values.Length, sample.Missing);
    }
}
