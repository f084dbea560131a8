using System.CommandLine;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Commands.Costs;

/// <summary>llmnb cost estimate: what a workload costs a month.</summary>
internal sealed class CostEstimateCommand
{
    private readonly Option<string[]> _models = new("--model") { Description = "A model, or provider/model; may be repeated. Default: all models in the book that answer in text and are not deprecated.", HelpName = "M" };
    private readonly Option<decimal> _requests = NumberOption.Required<decimal>("--requests", "Requests per month.", "N");
    private readonly Option<decimal> _input = NumberOption.Required<decimal>("--input", "Prompt tokens per request, including those read from a cache.", "N");
    private readonly Option<decimal> _outputTokens = NumberOption.Required<decimal>("--output", "Answer tokens per request, including reasoning.", "N");
    private readonly Option<decimal> _cached = NumberOption.WithDefault<decimal>("--cached", "Share of the prompt tokens that are read from the cache, from 0 to 1.", "X", 0);
    private readonly Option<decimal> _growth = NumberOption.WithDefault<decimal>("--growth", "Monthly growth of the requests: 0.05 is 5%.", "X", 0);
    private readonly Option<int> _months = NumberOption.WithDefault<int>("--months", "Number of months.", "N", 12, new("be from 1 to 600", months => months is >= 1 and <= 600));
    private readonly Option<string> _level = PriceOptions.LevelOption();
    private readonly PriceOptions _prices = new();
    private readonly FormatOptions _format = new("Prints the estimate as JSON.");

    public static Command Create() => new CostEstimateCommand().Build();

    private Command Build()
    {
        Command command = new("estimate", "What a workload costs each month, by model, cheapest first.") { _models, _requests, _input, _outputTokens, _cached, _growth, _months, _level };
        _format.AddTo(command);
        _prices.AddTo(command);
        command.SetAction(parsed =>
        {
            Workload workload = UsageException.Check(() => new Workload
            {
                RequestsPerMonth = parsed.GetValue(_requests),
                InputTokensPerRequest = parsed.GetValue(_input),
                OutputTokensPerRequest = parsed.GetValue(_outputTokens),
                CachedShare = parsed.GetValue(_cached),
                GrowthPerMonth = parsed.GetValue(_growth),
            });
            ServiceLevel level = PriceOptions.Level(parsed.GetValue(_level)!);
            DateTimeOffset at = _prices.At(parsed);
            PriceBook book = _prices.Load(parsed);
            int months = parsed.GetValue(_months);
            EstimateReport report = new(TimeProvider.System.GetUtcNow(), [.. Models(parsed, book).Select(m => Estimate(book, m.Label, m.Provider, m.Model, workload, at, months, level))]);
            report.Write(_format.Read(parsed), parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return ExitCode.Done;
        });
        return command;
    }

    private static ModelEstimate Estimate(PriceBook book, string label, string? provider, string model, Workload workload, DateTimeOffset at, int months, ServiceLevel level)
    {
        try
        {
            return new ModelEstimate(label, book.Find(provider, model), book.MonthlyCosts(provider, model, workload, at, months, level));
        }
        catch (OverflowException exception)
        {
            throw new InvalidDataException("The workload grows beyond what can be calculated: ask for fewer months or less growth.", exception);
        }
    }

    private IEnumerable<(string Label, string? Provider, string Model)> Models(ParseResult parsed, PriceBook book)
    {
        if (parsed.GetValue(_models) is { Length: > 0 } named) { return named.Select(name => (name, (string?)null, name)); }
        return book.Providers.SelectMany(provider => provider.Models
            .Where(model => !model.IsDeprecated && model.Periods.Any(AnswersInText))
            .Select(model => ($"{provider.Id}/{model.Id}", (string?)provider.Id, model.Id)));
    }

    // What makes pictures and sounds is asked for them.
    private static bool AnswersInText(PricePeriod period) =>
        period.Prices.ContainsKey("input_mtok") && period.Prices.ContainsKey("output_mtok") && !period.Prices.ContainsKey("output_image_mtok") && !period.Prices.ContainsKey("output_audio_mtok");
}
