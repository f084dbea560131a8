using System.CommandLine;
using LlmNotebooks.Cli.Commands.Stats.Columns;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands.Stats.Tests;

/// <summary>llmnb stats sequential.</summary>
internal sealed class SequentialTest : StatsTest
{
    private readonly BootstrapColumns _columns = new();
    private readonly Option<SequentialMethod> _method = new("--method") { Description = "bounded assumes only that no difference is larger than --range; normal assumes that differences are normal.", HelpName = "METHOD", DefaultValueFactory = _ => SequentialMethod.Bounded };
    private readonly Option<double> _range = NumberOption.WithDefault<double>("--range", "The largest difference that can occur in either direction; 1 for scores from 0 to 1.", "X", 1);
    private readonly Option<double?> _effect = NumberOption.Optional<double>("--effect", "The difference to be detected early, fixed before the first look. Default: none in particular.", "X");
    private readonly Option<double?> _sd = NumberOption.Optional<double>("--sd", "Standard deviation of the differences, from a pilot or a guess.", "X");
    private readonly Option<double?> _margin = NumberOption.Optional<double>("--margin", "Differences within this do not matter: the comparison ends as equivalent once no others are left.", "X");
    private readonly Option<int> _burnIn = NumberOption.WithDefault<int>("--burn-in", "With --method normal: number of differences before the first look.", "N", 30);
    private readonly Option<double> _confidence = ConfidenceOption.Create();

    protected override string Name => "sequential";

    protected override string Description => "Looks after every row, in the file's order, and says where you may stop: a comparison whose level holds over all looks together.";

    protected override IEnumerable<Option> Options => [.. _columns.Options, _method, _range, _effect, _sd, _margin, _burnIn, _confidence];

    protected override StatsReport Measure(ParseResult parsed)
    {
        SequentialComparison comparison = UsageException.Check(() => new SequentialComparison(new SequentialPlan
        {
            Method = parsed.GetValue(_method),
            Range = parsed.GetValue(_range),
            Effect = parsed.GetValue(_effect),
            StandardDeviation = parsed.GetValue(_sd),
            Margin = parsed.GetValue(_margin),
            BurnIn = parsed.GetValue(_burnIn),
            Confidence = parsed.GetValue(_confidence),
        }));
        (CsvTable table, double[] values, int[] rows, StatsReport report) = _columns.Read(parsed, "sequential comparison");
        SequentialState? decided = null;
        for (int i = 0; i < values.Length; i++)
        {
            try
            {
                comparison.Add(values[i]);
            }
            catch (ArgumentOutOfRangeException exception)
            {
                throw new CsvTableException(UsageException.Plain(exception), table.Path, table.LineOf(rows[i]), inner: exception);
            }

            if (comparison.DecidedAt == i + 1) { decided = comparison.State(); }
        }

        SequentialState state = comparison.State();
        return report.Add("decision", state.Decision switch
            {
                SequentialDecision.ABetter => "A is better",
                SequentialDecision.BBetter => "B is better",
                SequentialDecision.Equivalent => "no difference that matters",
                _ => "not decided: go on",
            })
            .Add("decided_at", state.DecidedAt).Add("decided_line", state.DecidedAt is { } at ? table.LineOf(rows[at - 1]) : null)
            .Add("mean", state.Mean).Add("e_value", double.IsFinite(state.EValue) ? state.EValue : null).Add("p", state.P).Add("confidence", comparison.Plan.Confidence).Add(Bounded(state))
            .Add("mean_then", decided?.Mean).Add(decided is null ? null : Bounded(decided), "ci_then").Add("reason", Unbounded(state, comparison.Plan));
    }

    private static Interval? Bounded(SequentialState state) => double.IsFinite(state.Interval.Width) ? state.Interval : null;

    private static string? Unbounded(SequentialState state, SequentialPlan plan) =>
        Bounded(state) is not null ? (double.IsFinite(state.EValue) ? null : "the e-value is larger than any number")
            : state.Samples < plan.BurnIn ? $"no look before {plan.BurnIn} differences (--burn-in), so there is no interval"
            : "the differences do not vary, or there are too few for the level, so there is no interval";
}
