using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb compare: whether two models differ, and where.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string?> RunId = new("RUN") { Description = "Id of a stored run, or an unambiguous beginning of it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> First = new("A") { Description = "A model of the run.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> Second = new("B") { Description = "Another one. Differences are A − B.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Store = StoreOption.Create();
    private static readonly Option<string?> Metric = new("--metric") { Description = "Which metric of the run. Default: its first.", HelpName = "NAME" };
    private static readonly Option<bool> Disagreements = new("--disagreements") { Description = "Lists the samples on which the two disagree, both answers side by side." };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Scores from anywhere, one a row, instead of a run.", HelpName = "FILE" };
    private static readonly Option<string> ModelColumn = new("--model") { Description = "With --csv: column of the model. Default model.", HelpName = "COL", DefaultValueFactory = _ => "model" };
    private static readonly Option<string> ItemColumn = new("--item") { Description = "With --csv: column of the item, by which models are paired. Default item.", HelpName = "COL", DefaultValueFactory = _ => "item" };
    private static readonly Option<string> ScoreColumn = new("--score") { Description = "With --csv: column of the score. Default score.", HelpName = "COL", DefaultValueFactory = _ => "score" };
    private static readonly Option<string?> RepetitionColumn = new("--repetition") { Description = "With --csv: column of the repetition.", HelpName = "COL" };
    private static readonly Option<string?> ClusterColumn = new("--cluster") { Description = "With --csv: column of the cluster. Default: each item is its own.", HelpName = "COL" };
    private static readonly Option<string?> NameA = new("--a") { Description = "With --csv: name of the first model.", HelpName = "NAME" };
    private static readonly Option<string?> NameB = new("--b") { Description = "With --csv: name of the second model. Differences are a − b.", HelpName = "NAME" };
    private static readonly Option<double> Confidence = ConfidenceOption.Create();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the comparison for machines." };

    public static Command Create()
    {
        Command command = new("compare", "Compares two models, paired by item, with clustered standard errors.")
        {
            RunId, First, Second, Store, Metric, Disagreements, Csv, ModelColumn, ItemColumn, ScoreColumn, RepetitionColumn, ClusterColumn, NameA, NameB, Confidence, Json,
        };
        command.SetAction(CompareAsync);
        return command;
    }

    private static async Task<int> CompareAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        double confidence = parsed.GetValue(Confidence);
        if (parsed.GetValue(Csv) is { } file)
        {
            Write(FromCsv(parsed, file, confidence), parsed.GetValue(Json), output);
            return ExitCode.Done;
        }

        if (parsed.GetValue(RunId) is not { } id || parsed.GetValue(First) is not { } a || parsed.GetValue(Second) is not { } b)
        {
            throw new UsageException("Say what to compare: RUN A B, or --csv FILE --a NAME --b NAME.");
        }

        Run run = await StoreOption.Open(parsed.GetValue(Store)!).OpenRunAsync(id, cancellationToken);
        if (parsed.GetValue(Disagreements))
        {
            DisagreementReport.Write(UsageException.Check(() => run.Disagreements(a, b, parsed.GetValue(Metric))), parsed.GetValue(Json), output);
            return ExitCode.Done;
        }

        Write(UsageException.Check(() => run.Compare(a, b, parsed.GetValue(Metric), confidence)), parsed.GetValue(Json), output);
        return ExitCode.Done;
    }

    private static PairedComparison FromCsv(ParseResult parsed, string file, double confidence)
    {
        if (parsed.GetValue(RunId) is not null) { throw new UsageException("Give either RUN A B or --csv FILE, not both."); }
        if (parsed.GetValue(Disagreements)) { throw new UsageException("--disagreements shows stored answers, and a table of scores has none: name a RUN."); }
        if (parsed.GetValue(NameA) is not { } a || parsed.GetValue(NameB) is not { } b) { throw new UsageException("With --csv, name the two models: --a NAME --b NAME."); }
        ScoreColumns columns = new(
            parsed.GetValue(ModelColumn)!, parsed.GetValue(ItemColumn)!, parsed.GetValue(ScoreColumn)!, parsed.GetValue(RepetitionColumn), parsed.GetValue(ClusterColumn));
        ScoreTable table = ScoreTable.Load(file, columns);
        return UsageException.Check(() => table.Compare(a, b, confidence));
    }

    private static void Write(PairedComparison comparison, bool json, TextWriter output)
    {
        if (json) { JsonOutput.Write(output, ComparisonReport.Json(comparison)); }
        else { ComparisonReport.Write(comparison, output); }
    }
}
