using System.CommandLine;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb cost estimate: what a workload costs a month.</summary>
internal sealed class CostEstimateCommand
{
    private readonly Option<string[]> _models = new("--model") { Description = "A model, or provider/model; may be repeated. Default: all of the book that answer in text and are not about to go.", HelpName = "M" };
    private readonly Option<decimal> _requests = new("--requests") { Description = "Requests a month.", HelpName = "N", Required = true };
    private readonly Option<decimal> _input = new("--input") { Description = "Prompt tokens of a request, those read from a cache included.", HelpName = "N", Required = true };
    private readonly Option<decimal> _outputTokens = new("--output") { Description = "Answer tokens of a request, reasoning included.", HelpName = "N", Required = true };
    private readonly Option<decimal> _cached = new("--cached") { Description = "Share of the prompt tokens read from the cache, 0 to 1.", HelpName = "X" };
    private readonly Option<decimal> _growth = new("--growth") { Description = "Growth of the requests a month: 0.05 is 5%.", HelpName = "X" };
    private readonly Option<int> _months = new("--months") { Description = "How many months.", HelpName = "N", DefaultValueFactory = _ => 12 };
    private readonly Option<string> _level = PriceOptions.LevelOption();
    private readonly PriceOptions _prices = new();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the estimate for machines." };

    public static Command Create() => new CostEstimateCommand().Build();

    private Command Build()
    {
        Command command = new("estimate", "What a workload costs each month, by model, the cheapest first.") { _models, _requests, _input, _outputTokens, _cached, _growth, _months, _level, _json };
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
            EstimateReport report = new(at, [.. Models(parsed, book).Select(m => UsageException.Check(() =>
                new ModelEstimate(m.Label, book.Find(m.Provider, m.Model), book.MonthlyCosts(m.Provider, m.Model, workload, at, months, level))))]);
            if (parsed.GetValue(_json)) { JsonOutput.Write(parsed.InvocationConfiguration.Output, report.Json()); }
            else { report.Write(parsed.InvocationConfiguration.Output); }
            return ExitCode.Done;
        });
        return command;
    }

    private IEnumerable<(string Label, string? Provider, string Model)> Models(ParseResult parsed, PriceBook book)
    {
        if (parsed.GetValue(_models) is { Length: > 0 } named) { return named.Select(name => (name, (string?)null, name)); }
        return book.Providers.SelectMany(provider => provider.Models
            .Where(model => !model.IsDeprecated && model.Periods.Any(p => p.Prices.ContainsKey("input_mtok") && p.Prices.ContainsKey("output_mtok")))
            .Select(model => ($"{provider.Id}/{model.Id}", (string?)provider.Id, model.Id)));
    }
}
