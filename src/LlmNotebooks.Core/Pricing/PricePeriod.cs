namespace LlmNotebooks.Pricing;

/// <summary>The prices of a model while they are valid.</summary>
public sealed record PricePeriod
{
    private static readonly Dictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>> NoLevels = [];

    /// <summary>The standard prices by the units' price names: <c>input_mtok</c>.</summary>
    public required IReadOnlyDictionary<string, UnitPrice> Prices { get; init; }

    /// <summary>Own prices of a service level, where it is no factor on the standard ones.</summary>
    public IReadOnlyDictionary<ServiceLevel, IReadOnlyDictionary<string, UnitPrice>> LevelPrices { get; init; } = NoLevels;

    /// <summary>The first moment; null: since ever.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The moment at which they are over; null: until further notice.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Hours of the day outside of which they are not valid; null: all day.</summary>
    public DailyWindow? Daily { get; init; }

    /// <summary>Whether they are valid at a moment.</summary>
    public bool IsValidAt(DateTimeOffset at) =>
        (From is null || at >= From) && (Until is null || at < Until) && (Daily is null || Daily.Contains(TimeOnly.FromTimeSpan(at.UtcDateTime.TimeOfDay)));
}
