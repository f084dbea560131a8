using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Pricing.Ownership;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Cli.Commands.Ownership;

/// <summary>llmnb tco: what owning, renting and an API cost, and when one breaks even with another.</summary>
internal sealed class TcoCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The plan: workload, horizon, options. examples/tco.json is an example." };
    private readonly Option<long?> _seed = NumberOption.Optional<long>("--seed", "Seed of the simulation. Default: the plan's, otherwise 1.", "N");
    private readonly Option<int?> _paths = NumberOption.Optional<int>("--paths", "Number of paths simulated, from 1 to 1,000,000. Default: the plan's, otherwise 10,000.", "N", new("be from 1 to 1000000", paths => paths is >= 1 and <= 1_000_000));
    private readonly Option<string> _store = StoreOption.Create();
    private readonly PriceOptions _prices = new("The time whose prices are taken from the book. Default: now.");
    private readonly FormatOptions _format = new("Prints everything as JSON, month by month.", "Prints the options as CSV.");

    public static Command Create() => new TcoCommand().Build();

    private Command Build()
    {
        Command command = new("tco", "Total cost of ownership: what each option of a plan costs, and when one breaks even with another.") { _file, _seed, _paths, _store };
        _format.AddTo(command);
        _prices.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TcoSources sources = new(_prices.Load(parsed), _prices.At(parsed), parsed.GetValue(_store)!);
        OwnershipFile file = await LoadAsync(parsed.GetValue(_file)!, sources, cancellationToken);
        TcoResult result = Compute(file, parsed.GetValue(_seed) ?? file.Seed, parsed.GetValue(_paths) ?? file.Paths);
        TextWriter output = parsed.InvocationConfiguration.Output;
        DateTimeOffset at = _prices.At(parsed), now = TimeProvider.System.GetUtcNow();
        switch (_format.Read(parsed))
        {
            case OutputFormat.Json:
                JsonOutput.Write(output, TcoReport.Json(result, sources.Used, at, now));
                break;
            case OutputFormat.Csv:
                FrameOutput.WriteCsv(result.CashFlows.ToSummaryFrame(), output);
                break;
            default:
                TcoReport.Write(result, sources.Used, at, now, output);
                break;
        }

        return ExitCode.Done;
    }

    private static TcoResult Compute(OwnershipFile file, long seed, int paths)
    {
        try
        {
            return TcoResult.Of(file, seed, paths);
        }
        catch (OverflowException exception)
        {
            throw new InvalidDataException("The plan grows beyond what can be calculated: its volume, its growth over the horizon or a price is too large.", exception);
        }
    }

    private static async Task<OwnershipFile> LoadAsync(string path, IOwnershipSources sources, CancellationToken cancellationToken)
    {
        try
        {
            return await OwnershipFile.LoadAsync(path, sources, cancellationToken);
        }
        catch (OwnershipFileException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
    }
}
