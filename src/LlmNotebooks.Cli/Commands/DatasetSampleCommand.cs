using System.CommandLine;
using LlmNotebooks.Datasets;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb dataset sample: a random part.</summary>
internal sealed class DatasetSampleCommand
{
    private readonly Argument<string> _file = DatasetCommand.FileArgument();
    private readonly DatasetOptions _options = new();
    private readonly Option<int> _count = new("--count") { Description = "How many samples, or, with --clusters, clusters. A larger count of the same seed contains the smaller one.", HelpName = "N", Required = true };
    private readonly Option<long> _seed = DatasetCommand.SeedOption();
    private readonly Option<bool> _stratify = new("--stratify") { Description = "Draws from every category its share." };
    private readonly Option<bool> _clusters = new("--clusters") { Description = "Draws whole clusters." };
    private readonly Option<string?> _output = new("--output") { Description = "Where to, as JSON lines. Default: standard output.", HelpName = "FILE" };

    public static Command Create() => new DatasetSampleCommand().Build();

    private Command Build()
    {
        Command command = new("sample", "Draws a random part of a data set.") { _file, _count, _seed, _stratify, _clusters, _output };
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
