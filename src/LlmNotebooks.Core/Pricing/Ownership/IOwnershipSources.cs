namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Where a plan's file finds what it names instead of typing it in.</summary>
/// <remarks>An exception's message, unless it is of cancellation, is told with the field that asked.</remarks>
public interface IOwnershipSources
{
    /// <summary>The prices behind <c>"provider"</c> and <c>"model"</c> of an API.</summary>
    /// <param name="provider">Who serves the model; null to tell by the model's name.</param>
    /// <param name="model">The model.</param>
    /// <param name="workload">What is asked, whose average prompt decides on tiers.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<ApiPrices> PricesAsync(string? provider, string model, Workload workload, CancellationToken cancellationToken = default);

    /// <summary>The throughput behind <c>{"run": ..., "model": ...}</c>.</summary>
    ValueTask<MachineThroughput> ThroughputAsync(string run, string model, CancellationToken cancellationToken = default);

    /// <summary>The share solved, with its interval, behind <c>{"run": ..., "model": ..., "metric": ...}</c>.</summary>
    /// <param name="run">Id of the run.</param>
    /// <param name="model">Name of the model in it.</param>
    /// <param name="metric">Name of the metric, with range [0, 1]; null for the run's first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<Uncertain> ShareSolvedAsync(string run, string model, string? metric, CancellationToken cancellationToken = default);
}
