using LlmNotebooks.Cli.Options;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Cli.Commands.Ownership;

/// <summary>Finds what a plan's file names: prices in the book, runs in the run store.</summary>
internal sealed class TcoSources(PriceBook book, DateTimeOffset at, string store) : IOwnershipSources
{
    private readonly List<ModelPrices> _used = [];

    /// <summary>The prices that the plan took from the book.</summary>
    public IReadOnlyList<ModelPrices> Used => _used;

    public ValueTask<ApiPrices> PricesAsync(string? provider, string model, Workload workload, CancellationToken cancellationToken = default)
    {
        ApiPrices prices = ApiPrices.Of(book, provider, model, workload, at);
        _used.Add(book.Find(provider, model).Model!);
        return new(prices);
    }

    public async ValueTask<MachineThroughput> ThroughputAsync(string run, string model, CancellationToken cancellationToken = default) =>
        (await OpenAsync(run, cancellationToken)).ThroughputOf(model);

    public async ValueTask<Uncertain> ShareSolvedAsync(string run, string model, string? metric, CancellationToken cancellationToken = default) =>
        (await OpenAsync(run, cancellationToken)).ShareSolvedBy(model, metric);

    private async Task<Run> OpenAsync(string run, CancellationToken cancellationToken) => await StoreOption.Open(store).OpenRunAsync(run, cancellationToken);
}
