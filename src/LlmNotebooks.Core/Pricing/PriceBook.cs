using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LlmNotebooks.Pricing.Formats;

namespace LlmNotebooks.Pricing;

/// <summary>Who charges what for which model: providers, models and prices, each with its source and date.</summary>
/// <remarks>Safe to use from several threads. An unknown model or unit makes a cost unpriced, with the reason; it is never 0.</remarks>
public sealed class PriceBook
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(string? Provider, string Model), PricedModel> _found = new();

    /// <summary>A book of these providers.</summary>
    /// <param name="providers">Of several that match a name the first counts.</param>
    /// <param name="units">The units that prices and usages name; null for the built-in ones.</param>
    /// <exception cref="ArgumentException">Two providers share an id, or one falls back to a provider that there is not.</exception>
    public PriceBook(IEnumerable<ProviderPrices> providers, UnitRegistry? units = null)
    {
        ArgumentNullException.ThrowIfNull(providers);
        Providers = [.. providers];
        Units = units ?? UnitRegistry.Default;
        HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
        foreach (ProviderPrices provider in Providers)
        {
            if (!ids.Add(provider.Id)) { throw new ArgumentException($"Two providers are called '{provider.Id}'.", nameof(providers)); }
        }

        foreach (ProviderPrices provider in Providers)
        {
            if (provider.FallsBackTo.FirstOrDefault(id => !ids.Contains(id)) is { } unknown)
            {
                throw new ArgumentException($"Provider '{provider.Id}' falls back to '{unknown}', which is not in the book.", nameof(providers));
            }
        }
    }

    /// <summary>The built-in book: models that people choose among, with their providers' pages and the days on which these were read.</summary>
    public static PriceBook BuiltIn => BuiltInBook.Value;

    /// <summary>The providers, in their order.</summary>
    public IReadOnlyList<ProviderPrices> Providers { get; }

    /// <summary>The units that prices and usages name.</summary>
    public UnitRegistry Units { get; }

    /// <summary>Reads a book in this project's own format.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PriceFormatException">The file does not say what it must.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PriceBook Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return NativeReader.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Writes the book in this project's own format.</summary>
    /// <param name="path">The file; one that is there is replaced when the new one is whole.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">A price is for a unit that is not built in.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        string beside = path + ".new";
        byte[] bytes = NativeWriter.Write(this);
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            try
            {
                File.Delete(beside);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What cannot be deleted must not hide why the writing failed, which is thrown below.
            }

            throw;
        }
    }

    /// <summary>The prices of a model.</summary>
    /// <param name="provider">Who serves it, by id or by a name that its rule matches; null to tell by the model's name.</param>
    /// <param name="model">The model as the provider calls it.</param>
    public PriceLookup Find(string? provider, string model)
    {
        PricedModel found = Resolve(provider, model);
        return new PriceLookup(found.Provider, found.Model, found.Reason);
    }

    /// <summary>What a usage costs.</summary>
    /// <param name="provider">Who serves the model, by id or by a name that its rule matches; null to tell by the model's name.</param>
    /// <param name="model">The model as the provider calls it.</param>
    /// <param name="usage">What was used.</param>
    /// <param name="at">When.</param>
    /// <param name="level">How urgently it was served.</param>
    public UsageCost Cost(string? provider, string model, Usage usage, DateTimeOffset at, ServiceLevel level = ServiceLevel.Standard)
    {
        ArgumentNullException.ThrowIfNull(usage);
        PricedModel found = Resolve(provider, model);
        try
        {
            return found.Cost(usage, at, level, lines: null);
        }
        catch (OverflowException)
        {
            return UsageCost.Unknown($"{model}: the cost is too large for a decimal");
        }
    }

    /// <summary>What each part of a usage costs: how many counts at which price.</summary>
    /// <inheritdoc cref="Cost"/>
    /// <exception cref="OverflowException">A cost is too large for a decimal.</exception>
    public IReadOnlyList<CostLine> Itemize(string? provider, string model, Usage usage, DateTimeOffset at, ServiceLevel level = ServiceLevel.Standard)
    {
        ArgumentNullException.ThrowIfNull(usage);
        List<CostLine> lines = [];
        Resolve(provider, model).Cost(usage, at, level, lines);
        return [.. lines.Select(line => (Line: line, Unit: Units.Find(line.Unit)!)).OrderBy(l => l.Unit.Direction is { } side ? (int)side : int.MaxValue).ThenBy(l => l.Unit.Dimensions.Count).Select(l => l.Line)];
    }

    /// <summary>What a workload costs, month by month.</summary>
    /// <param name="provider">Who serves the model, by id or by a name that its rule matches; null to tell by the model's name.</param>
    /// <param name="model">The model as the provider calls it.</param>
    /// <param name="workload">What is asked each month. All requests are priced as the average one, so tiers go by the average prompt.</param>
    /// <param name="from">A moment of the first month; later months are priced as at the same day of theirs, so that announced changes count. Where prices go by the hour, requests come at any hour alike.</param>
    /// <param name="months">How many, at least 1.</param>
    /// <param name="level">How urgently it is served.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="months"/> is below 1.</exception>
    /// <exception cref="OverflowException">A cost is too large for a decimal.</exception>
    public IReadOnlyList<MonthlyCost> MonthlyCosts(string? provider, string model, Workload workload, DateTimeOffset from, int months = 1, ServiceLevel level = ServiceLevel.Standard)
    {
        ArgumentNullException.ThrowIfNull(workload);
        ArgumentOutOfRangeException.ThrowIfLessThan(months, 1);
        PricedModel found = Resolve(provider, model);
        Usage request = Usage.OfAverages(
            new("input_tokens", workload.InputTokensPerRequest),
            new("cache_read_tokens", workload.InputTokensPerRequest * workload.CachedShare),
            new("output_tokens", workload.OutputTokensPerRequest));
        decimal minimum = found.Model?.MonthlyMinimumUsd ?? 0;
        return [.. Enumerable.Range(1, months).Select(month =>
        {
            decimal requests = workload.RequestsIn(month);
            UsageCost each = found.CostOverDay(request, from.AddMonths(month - 1), level);
            return new MonthlyCost(month, requests, requests * each.TotalUsd, Math.Max(requests * each.AtLeastUsd, minimum), minimum, each.Unpriced);
        })];
    }

    /// <summary>The price of a unit for a request of a size, in USD for as many as the price covers; null where the model has none.</summary>
    /// <exception cref="KeyNotFoundException">The model, or its price at that time and level, is not known.</exception>
    internal decimal? Rate(string? provider, string model, string priceName, decimal count, decimal inputSize, DateTimeOffset at, ServiceLevel level) =>
        Resolve(provider, model).RateOverDay(priceName, count, inputSize, at, level);

    private PricedModel Resolve(string? provider, string model)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        if (_found.TryGetValue((provider, model), out PricedModel? found)) { return found; }
        try
        {
            found = BookSearch.Find(this, provider, model);
        }
        catch (RegexParseException e)
        {
            found = new PricedModel($"a rule of the book is no regular expression: {e.Message}");
        }
        catch (RegexMatchTimeoutException e)
        {
            found = new PricedModel($"the rule with the expression '{e.Pattern}' takes too long on '{model}'");
        }

        if (_found.Count < MostRemembered) { found = _found.GetOrAdd((provider, model), found); }
        return found;
    }
}
