using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands.Datasets;

/// <summary>llmnb dataset: what a data set holds, what is wrong with it, and parts of it.</summary>
internal static class DatasetCommand
{
    public static Command Create() => new("dataset", "Checks, shows, splits and samples data sets: JSON lines, JSON, CSV, Parquet and YAML, also packed by gzip.") { Check(), Show(), DatasetSplitCommand.Create(), DatasetSampleCommand.Create() };

    public static Argument<string> FileArgument() => new("FILE") { Description = "A data set: .jsonl, .json, .csv, .tsv, .parquet or .yaml, also packed by gzip." };

    public static Option<long> SeedOption() => NumberOption.WithDefault<long>("--seed", "The same seed gives the same result.", "N", 42);

    private static Command Check()
    {
        Argument<string> file = FileArgument();
        DatasetOptions options = new();
        Option<int> limit = NumberOption.WithDefault<int>("--limit", "Maximum number of problems to list.", "N", 100, new("be 1 or more", limit => limit >= 1));
        Option<bool> json = new("--json") { Description = "Prints the problems as JSON." };
        Command command = new("check", "Lists everything wrong with a data set, by line and field, and what loads but may mislead; names the option that helps, the fields that are not used, and the metric that fits its targets.") { file, limit, json };
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            DatasetCheck check = UsageException.Check(() => options.Check(parsed, parsed.GetValue(file)!, parsed.GetValue(limit)));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) { JsonOutput.Write(output, DatasetReport.Json(check)); }
            else { DatasetReport.Write(check, output); }
            return Task.FromResult(check.IsValid ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> file = FileArgument();
        DatasetOptions options = new();
        PromptOptions prompts = new(options);
        Option<int> limit = NumberOption.WithDefault<int>("--limit", "Number of samples to show.", "N", 3, new("be 0 or more", limit => limit >= 0));
        Option<long> seed = SeedOption();
        Option<bool> json = new("--json") { Description = "Prints the same as JSON." };
        Command command = new("show", "Shows what a data set holds: categories, clusters, hash, and the first samples as they would be sent.") { file, limit, seed, json };
        options.AddTo(command);
        prompts.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            int shown = parsed.GetValue(limit);
            Dataset dataset = prompts.Apply(parsed, options.Load(parsed, parsed.GetValue(file)!), parsed.GetValue(seed));
            TextWriter output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) { JsonOutput.Write(output, DatasetReport.Json(dataset, shown)); }
            else { DatasetReport.Write(dataset, shown, output); }
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
