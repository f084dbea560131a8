namespace LlmNotebooks.Pricing;

/// <summary>Hours of each day, in UTC; a window whose end is before its start runs over midnight.</summary>
/// <param name="From">Its first moment.</param>
/// <param name="To">The moment at which it is over. The same as <paramref name="From"/>: the whole day.</param>
public sealed record DailyWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>Whether the time lies in it.</summary>
    public bool Contains(TimeOnly time) => From < To ? From <= time && time < To : From <= time || time < To;
}
