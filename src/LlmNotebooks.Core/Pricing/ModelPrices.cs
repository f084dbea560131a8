using System.Globalization;
using LlmNotebooks.Pricing.Matching;

namespace LlmNotebooks.Pricing;

/// <summary>What a provider charges for a model, with where and when that was read.</summary>
public sealed record ModelPrices
{
    /// <summary>Days after which a price is called old.</summary>
    public const int OldAfterDays = 90;

    private static readonly Dictionary<ServiceLevel, decimal> NoFactors = [];

    /// <summary>Identifies the model at its provider.</summary>
    public required string Id { get; init; }

    /// <summary>A name for people; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Which names mean this model.</summary>
    public required MatchRule Match { get; init; }

    /// <summary>The prices; of several valid ones the last counts.</summary>
    public required IReadOnlyList<PricePeriod> Periods { get; init; }

    /// <summary>Where the prices were read: the provider's page.</summary>
    public required string Source { get; init; }

    /// <summary>The day on which they were read; null where the source does not say.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>Factors of service levels on the standard prices; a level that is not there is not offered at a known price.</summary>
    public IReadOnlyDictionary<ServiceLevel, decimal> LevelFactors { get; init; } = NoFactors;

    /// <summary>Whether nothing is charged, whatever is used.</summary>
    public bool IsFree { get; init; }

    /// <summary>The least that a month costs, in USD. Default 0.</summary>
    public decimal MonthlyMinimumUsd { get; init; }

    /// <summary>Longest prompt in tokens; null where unknown.</summary>
    public long? ContextWindow { get; init; }

    /// <summary>Tokens a minute that the provider allows; null where unknown.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Whether the provider is about to take the model away.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>What else is to know of the prices; null where nothing is.</summary>
    public string? Notes { get; init; }

    /// <summary>Of the price, at a date: "price of 2026-08-21", and that it is old where it is.</summary>
    public string AgeText(DateTimeOffset now) =>
        AsOf is not { } day ? "price of unknown date"
        : AgeDays(now) is var age && age > OldAfterDays ? string.Create(CultureInfo.InvariantCulture, $"price of {day:yyyy-MM-dd}, {age} days old")
        : string.Create(CultureInfo.InvariantCulture, $"price of {day:yyyy-MM-dd}");

    /// <summary>Whether the price is older than 90 days, or of unknown date.</summary>
    public bool IsOld(DateTimeOffset now) => AgeDays(now) is null or > OldAfterDays;

    /// <summary>When the prices are known to change next; null where no change is known.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset after) => Periods
        .SelectMany(period => new[] { period.From, period.Until })
        .Where(moment => moment > after)
        .Min();

    /// <summary>The prices at a moment; null where none is valid then.</summary>
    public PricePeriod? PeriodAt(DateTimeOffset at)
    {
        for (int i = Periods.Count - 1; i >= 0; i--)
        {
            if (Periods[i].IsValidAt(at)) { return Periods[i]; }
        }

        return null;
    }

    private int? AgeDays(DateTimeOffset now) => AsOf is { } day ? DateOnly.FromDateTime(now.UtcDateTime).DayNumber - day.DayNumber : null;
}
