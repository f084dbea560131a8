namespace LlmNotebooks.Pricing;

/// <summary>A model found in a book, with its prices made ready as they are asked for; or why it was not found.</summary>
internal sealed class PricedModel
{
    private static readonly int Levels = Enum.GetValues<ServiceLevel>().Length;

    private readonly UnitRegistry _units;
    private readonly Made?[] _made;

    public PricedModel(ProviderPrices provider, ModelPrices model, UnitRegistry units)
    {
        (Provider, Model, _units) = (provider, model, units);
        _made = new Made?[Math.Max(1, model.Periods.Count) * Levels];
    }

    public PricedModel(string reason)
    {
        (Reason, _units, _made) = (reason, UnitRegistry.Default, []);
    }

    public ProviderPrices? Provider { get; }

    public ModelPrices? Model { get; }

    public string? Reason { get; }

    public UsageCost Cost(Usage usage, DateTimeOffset at, ServiceLevel level, List<CostLine>? lines)
    {
        if (Model is null) { return UsageCost.Unknown(Reason!); }
        if (Model.IsFree) { return new UsageCost(Model, 0, 0, 0, 0, []); }
        Made made = MadeAt(at, level);
        return made.Plan is null ? new UsageCost(Model, 0, null, null, null, [made.Reason!]) : made.Plan.Cost(Model, usage, lines);
    }

    /// <exception cref="KeyNotFoundException">The model, or its price at that time and level, is not known.</exception>
    public decimal? Rate(string priceName, decimal count, decimal inputSize, DateTimeOffset at, ServiceLevel level)
    {
        if (Model is null) { throw new KeyNotFoundException(Reason); }
        if (Model.IsFree) { return 0; }
        Made made = MadeAt(at, level);
        return made.Plan is null ? throw new KeyNotFoundException(made.Reason) : made.Plan.Rate(priceName, count, inputSize);
    }

    private Made MadeAt(DateTimeOffset at, ServiceLevel level)
    {
        if (Model!.PeriodAt(at) is not { } period) { return new Made(null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"no price of {Model.Id} is valid at {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC")); }
        int index = IndexOf(period) * Levels + (int)level;
        return _made[index] ??= Make(period, level);
    }

    private int IndexOf(PricePeriod period)
    {
        for (int i = 0; i < Model!.Periods.Count; i++)
        {
            if (ReferenceEquals(Model.Periods[i], period)) { return i; }
        }

        throw new InvalidOperationException("The period is not one of this model's.");
    }

    private Made Make(PricePeriod period, ServiceLevel level)
    {
        IReadOnlyDictionary<string, UnitPrice>? own = period.LevelPrices.GetValueOrDefault(level);
        if (level == ServiceLevel.Standard || own is not null) { return new Made(Plan(own ?? period.Prices, 1), null); }
        return Model!.LevelFactors.TryGetValue(level, out decimal factor)
            ? new Made(Plan(period.Prices, factor), null)
            : new Made(null, $"{Model.Id} has no {level.ToString().ToLowerInvariant()} price");
    }

    // What a service level makes cheaper or dearer is tokens; searches and requests cost the same.
    private PricePlan Plan(IReadOnlyDictionary<string, UnitPrice> prices, decimal factor) => new(
        prices.Select(p => (Unit: _units.FindPrice(p.Key), Price: p.Value))
            .Where(p => p.Unit is not null)
            .Select(p => KeyValuePair.Create(p.Unit!, factor != 1 && p.Unit!.Family == "tokens" ? p.Price.Times(factor) : p.Price)),
        _units);

    private sealed record Made(PricePlan? Plan, string? Reason);
}
