namespace LlmNotebooks.Statistics;

/// <summary>What the numbers of ratings mean, and so how far apart two of them are.</summary>
public enum MeasurementLevel
{
    /// <summary>Names only: two ratings are equal or not.</summary>
    Nominal,

    /// <summary>An order: how many ratings lie between.</summary>
    Ordinal,

    /// <summary>Differences count: (c − k)².</summary>
    Interval,

    /// <summary>Ratios count: ((c − k)/(c + k))², for ratings of at least 0.</summary>
    Ratio,
}
