using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands.Datasets;

/// <summary>llmnb dataset split: parts that share no cluster.</summary>
internal sealed class DatasetSplitCommand
{
    private readonly Argument<string> _file = DatasetCommand.FileArgument();
    private readonly DatasetOptions _options = new();
    private readonly Option<double[]> _shares = NumberOption.Repeated<double>(
        "--share", "Share of a part, above 0 and below 1; given once for each --output, or for all but the last, which gets the rest.", "S", required: true, new("be above 0 and below 1", share => share is > 0 and < 1));
    private readonly Option<string[]> _outputs = new("--output") { Description = "File for a part, as JSON lines; given once for each part.", HelpName = "FILE", Required = true };
    private readonly Option<long> _seed = DatasetCommand.SeedOption();
    private readonly Option<bool> _plain = new("--no-stratify") { Description = "Divides the data set as a whole instead of category by category." };
    private readonly Option<bool> _json = new("--json") { Description = "Prints the parts as JSON." };

    public static Command Create() => new DatasetSplitCommand().Build();

    private Command Build()
    {
        Command command = new("split", "Divides a data set into parts, category by category, keeping each cluster within one part.") { _file, _shares, _outputs, _seed, _plain, _json };
        _options.AddTo(command);
        command.SetAction(SplitAsync);
        return command;
    }

    private async Task<int> SplitAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        string file = parsed.GetValue(_file)!;
        string[] outputs = parsed.GetValue(_outputs)!;
        double[] shares = Shares(parsed.GetValue(_shares)!, outputs.Length);
        DatasetFiles.RequireDistinct(file, outputs);
        Dataset dataset = _options.Load(parsed, file);
        IReadOnlyList<Dataset> parts = UsageException.Check(() => dataset.Split(shares, parsed.GetValue(_seed), !parsed.GetValue(_plain)));
        for (int i = 0; i < outputs.Length; i++) { await parts[i].SaveAsync(outputs[i], cancellationToken); }
        DatasetFiles.Write(outputs, parts, parsed.GetValue(_json), parsed.InvocationConfiguration.Output);
        return ExitCode.Done;
    }

    private static double[] Shares(double[] shares, int parts)
    {
        if (parts < 2) { throw new UsageException("A split has at least two parts: give --output at least twice."); }
        if (shares.Length == parts - 1)
        {
            double rest = 1 - shares.Sum();
            return rest > 1e-9 ? [.. shares, rest] : throw new UsageException($"The shares leave nothing for the last part; they must sum to less than 1, or there must be one for each --output.");
        }

        return shares.Length == parts ? shares : throw new UsageException($"There are {shares.Length} shares and {parts} outputs; give a share for each output, or for all but the last.");
    }
}
