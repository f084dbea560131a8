namespace LlmNotebooks.Pricing;

/// <summary>The price of one unit, with its tiers if it has any.</summary>
public sealed record UnitPrice
{
    /// <summary>A price without tiers.</summary>
    /// <param name="price">In USD for as many counts as the unit's price covers, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public UnitPrice(decimal price)
        : this(price, [])
    {
    }

    /// <summary>A price with tiers.</summary>
    /// <param name="price">Below the first tier, at least 0.</param>
    /// <param name="tiers">By rising start; starts above 0 and prices at least 0.</param>
    /// <param name="rule">What a tier's price applies to.</param>
    /// <param name="selector">What decides whether a tier is reached.</param>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative, or the starts do not rise from above 0.</exception>
    /// <exception cref="ArgumentException">Slabs are cut by something else than the price's own count.</exception>
    public UnitPrice(decimal price, IEnumerable<PriceTier> tiers, TierRule rule = TierRule.All, TierSelector selector = TierSelector.InputSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(price);
        ArgumentNullException.ThrowIfNull(tiers);
        Price = price;
        Tiers = [.. tiers];
        Rule = rule;
        Selector = selector;
        decimal last = 0;
        foreach (PriceTier tier in Tiers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(tier.Price, nameof(tiers));
            if (tier.Start <= last) { throw new ArgumentOutOfRangeException(nameof(tiers), tier.Start, "The starts of tiers rise, from above 0."); }
            last = tier.Start;
        }

        if (rule == TierRule.Slab && selector != TierSelector.OwnSize)
        {
            throw new ArgumentException("Slabs are cut by the price's own count; choose TierSelector.OwnSize.", nameof(selector));
        }
    }

    /// <summary>The price below the first tier, in USD for as many counts as the unit's price covers.</summary>
    public decimal Price { get; }

    /// <summary>The tiers, by rising start.</summary>
    public IReadOnlyList<PriceTier> Tiers { get; }

    /// <summary>What a tier's price applies to.</summary>
    public TierRule Rule { get; }

    /// <summary>What decides whether a tier is reached.</summary>
    public TierSelector Selector { get; }

    /// <summary>The same price and tiers, times a factor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is negative.</exception>
    public UnitPrice Times(decimal factor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(factor);
        return new UnitPrice(Price * factor, Tiers.Select(t => t with { Price = t.Price * factor }), Rule, Selector);
    }

    /// <summary>Count × price, before the division by what the price covers.</summary>
    internal decimal Charge(decimal count, decimal inputSize)
    {
        if (Tiers.Count == 0) { return Price * count; }
        return Rule == TierRule.Slab ? Slabs(count) : At(Selector == TierSelector.InputSize ? inputSize : count) * count;
    }

    /// <summary>The price per unit that a size reaches.</summary>
    internal decimal At(decimal size)
    {
        for (int i = Tiers.Count - 1; i >= 0; i--)
        {
            if (size > Tiers[i].Start) { return Tiers[i].Price; }
        }

        return Price;
    }

    private decimal Slabs(decimal count)
    {
        decimal charge = 0;
        for (int i = Tiers.Count - 1; i >= 0; i--)
        {
            if (count <= Tiers[i].Start) { continue; }
            charge += (count - Tiers[i].Start) * Tiers[i].Price;
            count = Tiers[i].Start;
        }

        return charge + count * Price;
    }
}
