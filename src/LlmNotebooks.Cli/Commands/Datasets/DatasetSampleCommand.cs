using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands.Datasets;

/// <summary>llmnb dataset sample: a random part.</summary>
internal sealed class DatasetSampleCommand
{
    private readonly Argument<string> _file = DatasetCommand.FileArgument();
    private readonly DatasetOptions _options = new();
    private readonly Option<int> _count = NumberOption.Required<int>("--count", "Number of samples or, with --clusters, of clusters. With the same seed, a larger sample contains a smaller one.", "N");
    private readonly Option<long> _seed = DatasetCommand.SeedOption();
    private readonly Option<bool> _stratify = new("--stratify") { Description = "Draws from every category in proportion to its size." };
    private readonly Option<bool> _clusters = new("--clusters") { Description = "Draws whole clusters." };
    private readonly Option<string?> _output = new("--output") { Description = "File to write, as JSON lines. Default: standard output.", HelpName = "FILE" };

    public static Command Create() => new DatasetSampleCommand().Build();

    private Command Build()
    {
        Command command = new("sample", "Draws a random sample from a data set.") { _file, _count, _seed, _stratify, _clusters, _output };
        _options.AddTo(command);
        command.SetAction(SampleAsync);
        return command;
    }

    private async Task<int> SampleAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        (string file, string? output) = (parsed.GetValue(_file)!, parsed.GetValue(_output));
        if (output is not null) { DatasetFiles.RequireDistinct(file, [output]); }
        Dataset dataset = _options.Load(parsed, file);
        Dataset drawn = UsageException.Check(() => Draw(dataset, parsed));
        if (output is null) { await parsed.InvocationConfiguration.Output.WriteAsync(drawn.ToJsonLines().AsMemory(), cancellationToken); }
        else
        {
            await drawn.SaveAsync(output, cancellationToken);
            DatasetFiles.Write([output], [drawn], json: false, parsed.InvocationConfiguration.Output);
        }

        return ExitCode.Done;
    }

    private Dataset Draw(Dataset dataset, ParseResult parsed)
    {
        (int count, long seed, bool stratify) = (parsed.GetValue(_count), parsed.GetValue(_seed), parsed.GetValue(_stratify));
        return parsed.GetValue(_clusters) ? dataset.SampleClusters(count, seed, stratify)
            : stratify ? dataset.StratifiedSample(count, seed)
            : dataset.Sample(count, seed);
    }
}
