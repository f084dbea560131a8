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

    /// <summary>The cost of a usage that comes at any hour of a day alike: where prices go by the hour, their mean, weighted by how long each is valid.</summary>
    public UsageCost CostOverDay(Usage usage, DateTimeOffset at, ServiceLevel level)
    {
        if (!GoesByHour) { return Cost(usage, at, level, lines: null); }
        (decimal known, decimal? input, decimal? output, decimal? other) = (0, 0, 0, 0);
        List<string> unpriced = [];
        foreach ((DateTimeOffset moment, decimal share) in Day(at))
        {
            UsageCost cost = Cost(usage, moment, level, lines: null);
            known += share * cost.AtLeastUsd;
            (input, output, other) = (input + (share * cost.InputUsd), output + (share * cost.OutputUsd), other + (share * cost.OtherUsd));
            unpriced.AddRange(cost.Unpriced);
        }

        return new UsageCost(Model, known, input, output, other, [.. unpriced.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The price of a unit at any hour of a day alike; see <see cref="CostOverDay"/>.</summary>
    /// <exception cref="KeyNotFoundException">The model, or its price at that time and level, is not known.</exception>
    public decimal? RateOverDay(string priceName, decimal count, decimal inputSize, DateTimeOffset at, ServiceLevel level)
    {
        if (!GoesByHour) { return Rate(priceName, count, inputSize, at, level); }
        decimal? mean = 0;
        foreach ((DateTimeOffset moment, decimal share) in Day(at)) { mean += share * Rate(priceName, count, inputSize, moment, level); }
        return mean;
    }

    private bool GoesByHour => Model is { IsFree: false } && Model.Periods.Any(period => period.Daily is not null);

    /// <summary>The parts of a moment's day between which prices may change, each by its beginning and its share of the day.</summary>
    private IEnumerable<(DateTimeOffset At, decimal Share)> Day(DateTimeOffset at)
    {
        DateTimeOffset midnight = new(at.UtcDateTime.Date, TimeSpan.Zero);
        long[] starts = [.. Model!.Periods.Where(p => p.Daily is not null).SelectMany(p => new[] { p.Daily!.From.Ticks, p.Daily.To.Ticks }).Append(0).Distinct().Order()];
        for (int i = 0; i < starts.Length; i++)
        {
            long end = i + 1 < starts.Length ? starts[i + 1] : TimeSpan.TicksPerDay;
            yield return (midnight.AddTicks(starts[i]), (decimal)(end - starts[i]) / TimeSpan.TicksPerDay);
        }
    }

    /// <exception cref="KeyNotFoundException">The model, or its price at that time and level, is not known.</exception>
    private decimal? Rate(string priceName, decimal count, decimal inputSize, DateTimeOffset at, ServiceLevel level)
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
