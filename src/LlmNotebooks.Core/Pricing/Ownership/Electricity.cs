namespace LlmNotebooks.Pricing.Ownership;

/// <summary>What one machine draws, and what that costs.</summary>
/// <remarks>
/// A month costs kW × PUE × hours × price per kWh: at <see cref="Watts"/> for the hours that the work keeps the machine busy, at <see cref="IdleWatts"/>
/// for the others that it is on.
/// </remarks>
public sealed record Electricity
{
    /// <summary>Power of one machine at work, in watts, at least 0.</summary>
    public required decimal Watts { get; init => field = InputRange.NotNegative.Check(value, nameof(Watts)); }

    /// <summary>Power of one machine that is on and idle, in watts, at least 0; null, the default, for as much as at work.</summary>
    public decimal? IdleWatts { get; init => field = value is { } watts ? InputRange.NotNegative.Check(watts, nameof(IdleWatts)) : null; }

    /// <summary>Power usage effectiveness of the building: what it draws for each watt of the machine, at least 1. Default 1.</summary>
    public decimal Pue { get; init => field = InputRange.AtLeastOne.Check(value, nameof(Pue)); } = 1;

    /// <summary>USD for a kilowatt-hour, at least 0.</summary>
    public required Uncertain UsdPerKwh { get; init => field = InputRange.NotNegative.Check(value, nameof(UsdPerKwh)); }
}
