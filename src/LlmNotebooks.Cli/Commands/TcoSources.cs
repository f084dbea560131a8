using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Cli.Commands;

/// <summary>Finds what a plan's file names in the run store.</summary>
internal sealed class TcoSources(string store) : IOwnershipSources
{
    public ValueTask<ApiPrices> PricesAsync(string provider, string model, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("there is no price book here; type the prices in instead: input_usd_per_mtok, output_usd_per_mtok.");

    public async ValueTask<MachineThroughput> ThroughputAsync(string run, string model, CancellationToken cancellationToken = default)
    {
        Run found = await OpenAsync(run, cancellationToken);
        BusyTime busy = BusyTime.Of(found.Answers(model));
        return busy.OutputTokens > 0 && busy.Time > TimeSpan.Zero
            ? MachineThroughput.Measured(busy.OutputTokens, busy.Time)
            : throw new InvalidOperationException($"No answer of {model} in run {found.Id} reports its tokens.");
    }

    public async ValueTask<Uncertain> ShareSolvedAsync(string run, string model, string? metric, CancellationToken cancellationToken = default)
    {
        Run found = await OpenAsync(run, cancellationToken);
        ModelSummary summary = found.SummarizeModels().FirstOrDefault(summary => summary.Model == model)
            ?? throw new InvalidOperationException($"Run {found.Id} has no model '{model}'; it has {string.Join(", ", found.Plan.Candidates.Select(candidate => candidate.Name))}.");
        MetricSummary score = metric is null ? summary.Metrics[0] : summary.Metric(metric);
        if (score.Mean is not { } mean) { throw new InvalidOperationException($"Every score of {model} in run {found.Id} is missing."); }
        if (score.Estimate.Interval is not { } interval) { throw new InvalidOperationException($"The run {found.Id} is too small for an interval of {model}'s score."); }
        return Uncertain.Measured((decimal)mean, (decimal)Math.Min(interval.Lower, mean), (decimal)Math.Max(interval.Upper, mean));
    }

    private async Task<Run> OpenAsync(string run, CancellationToken cancellationToken) => await StoreOption.Open(store).OpenRunAsync(run, cancellationToken);
}
