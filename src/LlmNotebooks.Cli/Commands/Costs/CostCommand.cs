using System.CommandLine;
using System.Text;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Commands.Costs;

/// <summary>llmnb cost: what usages cost.</summary>
internal sealed class CostCommand
{
    private const int MostPending = 32_768;

    private readonly Option<string?> _usages = new("--usages") { Description = "JSON lines with id, provider, model and usage, a count for each unit; - reads standard input.", HelpName = "FILE" };
    private readonly Option<string> _level = PriceOptions.LevelOption();
    private readonly PriceOptions _prices = new();
    private readonly FormatOptions _format = new("Prints a JSON line for each usage, with amounts in USD as decimal text.", "Prints the sums by model as CSV, and everything else to stderr.");

    public static Command Create() => new CostCommand().Build();

    private Command Build()
    {
        Command command = new("cost", "Prices usages line by line; what has no price is reported as unpriced, never as 0.") { _usages, _level };
        _format.AddTo(command);
        _prices.AddTo(command);
        command.Subcommands.Add(CostEstimateCommand.Create());
        command.Subcommands.Add(CostRunCommand.Create());
        command.Subcommands.Add(CostUpdateCommand.Create());
        command.SetAction(PriceAsync);
        return command;
    }

    private async Task<int> PriceAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_usages) is not { } file) { throw new UsageException("Say what to price: --usages FILE; or see llmnb cost estimate, llmnb cost run and llmnb cost update."); }
        if (file != "-") { PriceOptions.RequireFile(file, "--usages"); }
        ServiceLevel level = PriceOptions.Level(parsed.GetValue(_level)!);
        DateTimeOffset at = _prices.At(parsed);
        PriceBook book = _prices.Load(parsed);
        TextWriter output = parsed.InvocationConfiguration.Output, error = parsed.InvocationConfiguration.Error;

        CostReport report = new(TimeProvider.System.GetUtcNow());
        // The console writes through at every line; a million lines want fewer writes.
        StringBuilder pending = new();
        OutputFormat format = _format.Read(parsed);
        bool json = format == OutputFormat.Json;
        int line = 0, wrong = 0;
        using TextReader lines = file == "-" ? Console.In : new StreamReader(file);
        try
        {
            while (await lines.ReadLineAsync(cancellationToken) is { } text)
            {
                line++;
                if (string.IsNullOrWhiteSpace(text)) { continue; }
                UsageRecord record = UsageRecord.Parse(text);
                UsageCost cost = record.Problem is { } problem
                    ? UsageCost.Unknown(problem)
                    : book.Cost(record.Provider, record.Model!, record.Usage!, record.At ?? at, record.Level ?? level);
                if (record.Problem is not null)
                {
                    wrong++;
                    await error.WriteLineAsync($"llmnb: {file}, line {line}: {record.Problem}");
                }

                report.Note(cost.Model);
                if (json) { CostReport.AppendLine(pending, record, cost); }
                else { report.Add(record, cost); }
                if (pending.Length < MostPending) { continue; }
                await output.WriteAsync(pending, cancellationToken);
                pending.Clear();
            }
        }
        finally
        {
            // What was priced is printed, also where the reading was cut off.
            await output.WriteAsync(pending, CancellationToken.None);
        }

        if (!json) { report.Write(format == OutputFormat.Csv, output, error); }
        foreach (string old in report.OldPrices()) { await error.WriteLineAsync($"llmnb: {old}"); }
        return wrong == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
