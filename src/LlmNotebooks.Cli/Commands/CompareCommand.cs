using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb compare: whether two models differ, and where.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string?> _runId = new("RUN") { Description = "Id of a stored run, or an unambiguous beginning of it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _first = new("A") { Description = "A model of the run.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _second = new("B") { Description = "Another one. Differences are A − B.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<string?> _metric = new("--metric") { Description = "Which metric of the run. Default: its first.", HelpName = "NAME" };
    private readonly Option<bool> _disagreements = new("--disagreements") { Description = "Lists the samples on which the two disagree, both answers side by side." };
    private readonly Option<string?> _csv = new("--csv") { Description = "Scores from anywhere, one a row, instead of a run.", HelpName = "FILE" };
    private readonly Option<string> _modelColumn = new("--model") { Description = "With --csv: column of the model.", HelpName = "COL", DefaultValueFactory = _ => "model" };
    private readonly Option<string> _itemColumn = new("--item") { Description = "With --csv: column of the item, by which models are paired.", HelpName = "COL", DefaultValueFactory = _ => "item" };
    private readonly Option<string> _scoreColumn = new("--score") { Description = "With --csv: column of the score.", HelpName = "COL", DefaultValueFactory = _ => "score" };
    private readonly Option<string?> _repetitionColumn = new("--repetition") { Description = "With --csv: column of the repetition.", HelpName = "COL" };
    private readonly Option<string?> _clusterColumn = new("--cluster") { Description = "With --csv: column of the cluster. Default: each item is its own.", HelpName = "COL" };
    private readonly Option<string?> _nameA = new("--a") { Description = "With --csv: name of the first model.", HelpName = "NAME" };
    private readonly Option<string?> _nameB = new("--b") { Description = "With --csv: name of the second model. Differences are a − b.", HelpName = "NAME" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the comparison for machines." };

    public static Command Create() => new CompareCommand().Build();

    private Command Build()
    {
        Command command = new("compare", "Compares two models, paired by item, with clustered standard errors.")
        {
            _runId, _first, _second, _store, _metric, _disagreements, _csv, _modelColumn, _itemColumn, _scoreColumn, _repetitionColumn, _clusterColumn, _nameA, _nameB, _confidence, _json,
        };
        command.SetAction(CompareAsync);
        return command;
    }

    private async Task<int> CompareAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        double confidence = parsed.GetValue(_confidence);
        if (parsed.GetValue(_csv) is { } file)
        {
            Write(FromCsv(parsed, file, confidence), parsed.GetValue(_json), output);
            return ExitCode.Done;
        }

        if (parsed.GetValue(_runId) is not { } id || parsed.GetValue(_first) is not { } a || parsed.GetValue(_second) is not { } b)
        {
            throw new UsageException("Say what to compare: RUN A B, or --csv FILE --a NAME --b NAME.");
        }

        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(id, cancellationToken);
        if (parsed.GetValue(_disagreements))
        {
            DisagreementReport.Write(UsageException.Check(() => run.Disagreements(a, b, parsed.GetValue(_metric))), parsed.GetValue(_json), output);
            return ExitCode.Done;
        }

        Write(UsageException.Check(() => run.Compare(a, b, parsed.GetValue(_metric), confidence)), parsed.GetValue(_json), output);
        return ExitCode.Done;
    }

    private PairedComparison FromCsv(ParseResult parsed, string file, double confidence)
    {
        if (parsed.GetValue(_runId) is not null) { throw new UsageException("Give either RUN A B or --csv FILE, not both."); }
        if (parsed.GetValue(_disagreements)) { throw new UsageException("--disagreements shows stored answers, and a table of scores has none: name a RUN."); }
        if (parsed.GetValue(_nameA) is not { } a || parsed.GetValue(_nameB) is not { } b) { throw new UsageException("With --csv, name the two models: --a NAME --b NAME."); }
        ScoreColumns columns = new(
            parsed.GetValue(_modelColumn)!, parsed.GetValue(_itemColumn)!, parsed.GetValue(_scoreColumn)!, parsed.GetValue(_repetitionColumn), parsed.GetValue(_clusterColumn));
        ScoreTable table = ScoreTable.Load(file, columns);
        return UsageException.Check(() => table.Compare(a, b, confidence));
    }

    private static void Write(PairedComparison comparison, bool json, TextWriter output)
    {
        if (json) { JsonOutput.Write(output, ComparisonReport.Json(comparison)); }
        else { ComparisonReport.Write(comparison, output); }
    }
}
