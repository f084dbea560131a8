using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Compare;

/// <summary>llmnb compare: whether two models differ, and where; or which of all can be told apart.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string?> _runId = new("RUN") { Description = "Id of a stored run, or an unambiguous prefix of it.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string[]> _models = new("MODEL") { Description = "Two models of the run (differences are the first minus the second); or three or more, or none for all, to compare every pair and rank them.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<string?> _metric = new("--metric") { Description = "Metric of the run to compare. Default: its first.", HelpName = "NAME" };
    private readonly Option<bool> _disagreements = new("--disagreements") { Description = "Lists the samples on which the two disagree, with both answers side by side." };
    private readonly Option<string?> _csv = new("--csv") { Description = "A file of scores from anywhere, one per row, separated by comma, semicolon or tab, instead of a run.", HelpName = "FILE" };
    private readonly Option<string> _modelColumn = new("--model") { Description = "With --csv: column of the model.", HelpName = "COL", DefaultValueFactory = _ => "model" };
    private readonly Option<string> _itemColumn = new("--item") { Description = "With --csv: column of the item, by which models are paired.", HelpName = "COL", DefaultValueFactory = _ => "item" };
    private readonly Option<string> _scoreColumn = new("--score") { Description = "With --csv: column of the score.", HelpName = "COL", DefaultValueFactory = _ => "score" };
    private readonly Option<string?> _repetitionColumn = new("--repetition") { Description = "With --csv: column of the repetition.", HelpName = "COL" };
    private readonly Option<string?> _clusterColumn = new("--cluster") { Description = "With --csv: column of the cluster. Default: each item is its own cluster.", HelpName = "COL" };
    private readonly Option<string?> _nameA = new("--a") { Description = "With --csv: name of the first model. Without --a and --b, all are compared.", HelpName = "NAME" };
    private readonly Option<string?> _nameB = new("--b") { Description = "With --csv: name of the second model. Differences are a − b.", HelpName = "NAME" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<int> _seed = NumberOption.WithDefault<int>("--seed", "Seed of the ranking's resampling, used when more than two models are compared.", "N", 1);
    private readonly Option<int> _resamples = NumberOption.WithDefault<int>("--resamples", "Number of resamples for the ranking.", "N", 10_000, new("be from 100 to 10000000", resamples => resamples is >= 100 and <= 10_000_000));
    private readonly FormatOptions _format = new("Prints the comparison as JSON.", "Prints the comparison as CSV: a row for two models, otherwise one for each pair. What else there is to say goes to stderr.", readsCsv: true);

    public static Command Create() => new CompareCommand().Build();

    private Command Build()
    {
        Command command = new("compare", "Compares two models, or every pair of several, paired by item, with clustered standard errors. For several models it prints p-values adjusted by Holm's method, which decide who is better; intervals that hold together (Bonferroni's, which are wider: one may contain 0 although Holm's p tells the two apart); ranks with their certainty; and letters shared by models that cannot be told apart.")
        {
            _runId, _models, _store, _metric, _disagreements, _csv, _modelColumn, _itemColumn, _scoreColumn, _repetitionColumn, _clusterColumn, _nameA, _nameB, _confidence, _resamples, _seed,
        };
        _format.AddTo(command);
        command.SetAction(CompareAsync);
        return command;
    }

    private async Task<int> CompareAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        double confidence = parsed.GetValue(_confidence);
        OutputFormat format = _format.Read(parsed);
        TextWriter error = parsed.InvocationConfiguration.Error;
        if (parsed.GetValue(_csv) is { } file)
        {
            FromCsv(parsed, file, confidence, format, output);
            return ExitCode.Done;
        }

        string[] models = parsed.GetValue(_models) ?? [];
        if (parsed.GetValue(_runId) is not { } id) { throw new UsageException("Say what to compare: RUN, RUN A B, or --csv FILE."); }
        if (models.Length == 1) { throw new UsageException($"{models[0]} alone cannot be compared: name two models or more, or none for all."); }
        if (parsed.GetValue(_nameA) is not null || parsed.GetValue(_nameB) is not null) { throw new UsageException("--a and --b name models of --csv; name those of a run after it: RUN A B."); }
        if (parsed.GetValue(_disagreements) && models.Length != 2) { throw new UsageException("--disagreements lists answers of two models: RUN A B --disagreements."); }
        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(id, cancellationToken);
        RunMetric metric = UsageException.Check(() => run.Metric(parsed.GetValue(_metric)));
        if (parsed.GetValue(_disagreements)) { DisagreementReport.Write(UsageException.Check(() => run.Disagreements(models[0], models[1], metric.Name)), format, output); }
        else if (models.Length == 2) { Write(UsageException.Check(() => run.Compare(models[0], models[1], metric.Name, confidence)), metric, format, output, error); }
        else { Write(UsageException.Check(() => run.CompareAll(metric.Name, confidence, models.Length == 0 ? null : models, parsed.GetValue(_seed), parsed.GetValue(_resamples))), metric, format, output, error); }
        return ExitCode.Done;
    }

    private void FromCsv(ParseResult parsed, string file, double confidence, OutputFormat format, TextWriter output)
    {
        if (parsed.GetValue(_runId) is not null) { throw new UsageException("Give either a RUN or --csv FILE, not both; models of a file are named by --a and --b."); }
        if (parsed.GetValue(_disagreements)) { throw new UsageException("--disagreements shows stored answers, and a table of scores has none: name a RUN."); }
        (string? a, string? b) = (parsed.GetValue(_nameA), parsed.GetValue(_nameB));
        if (a is null != b is null) { throw new UsageException("With --csv, name two models, --a NAME --b NAME, or none to compare all."); }
        ScoreColumns columns = new(
            parsed.GetValue(_modelColumn)!, parsed.GetValue(_itemColumn)!, parsed.GetValue(_scoreColumn)!, parsed.GetValue(_repetitionColumn), parsed.GetValue(_clusterColumn));
        ScoreTable table = ScoreTable.Load(file, columns);
        string? note = table.RepeatedItems is { } repeated ? $"{repeated} If they are repetitions, name their column by --repetition; else keep one." : null;
        if (note is not null) { parsed.InvocationConfiguration.Error.WriteLine($"{file}: {note}"); }
        if (a is not null) { Write(UsageException.Check(() => table.Compare(a, b!, confidence)), null, format, output, parsed.InvocationConfiguration.Error, note); }
        else { Write(UsageException.Check(() => table.CompareAll(confidence, null, parsed.GetValue(_seed), parsed.GetValue(_resamples))), null, format, output, parsed.InvocationConfiguration.Error, note); }
    }

    private static void Write(AllPairsComparison comparison, RunMetric? metric, OutputFormat format, TextWriter output, TextWriter error, string? note = null)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, AllPairsReport.Json(comparison, metric, note));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(comparison.ToPairsFrame(), output);
                if (metric is not null) { error.WriteLine(ComparisonReport.Words(metric)); }
                error.WriteLine(comparison.Words);
                break;
            default:
                AllPairsReport.Write(comparison, metric, output);
                break;
        }
    }

    private static void Write(PairedComparison comparison, RunMetric? metric, OutputFormat format, TextWriter output, TextWriter error, string? note = null)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, ComparisonReport.Json(comparison, metric, note));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(comparison.ToFrame(), output);
                if (metric is not null) { error.WriteLine(ComparisonReport.Words(metric)); }
                error.WriteLine(comparison.VerdictText);
                break;
            default:
                ComparisonReport.Write(comparison, metric, output);
                break;
        }
    }
}
