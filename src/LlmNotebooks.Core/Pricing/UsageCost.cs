namespace LlmNotebooks.Pricing;

/// <summary>What one usage costs, as far as its prices are known.</summary>
/// <remarks>A side with anything unpriced in it has no amount, and neither has the total; <see cref="AtLeastUsd"/> is what is known. It is never 0 for want of a price.</remarks>
public sealed record UsageCost
{
    internal UsageCost(ModelPrices? model, decimal atLeastUsd, decimal? inputUsd, decimal? outputUsd, decimal? otherUsd, IReadOnlyList<string> unpriced)
    {
        Model = model;
        AtLeastUsd = atLeastUsd;
        InputUsd = inputUsd;
        OutputUsd = outputUsd;
        OtherUsd = otherUsd;
        Unpriced = unpriced;
    }

    /// <summary>The prices used; null where the model is not known.</summary>
    public ModelPrices? Model { get; }

    /// <summary>Cost of what was sent, in USD; null where a part of it has no price.</summary>
    public decimal? InputUsd { get; }

    /// <summary>Cost of what came back, in USD; null where a part of it has no price.</summary>
    public decimal? OutputUsd { get; }

    /// <summary>Cost of what is on neither side, such as searches, in USD; null where a part of it has no price.</summary>
    public decimal? OtherUsd { get; }

    /// <summary>The whole cost in USD; null where anything has no price.</summary>
    public decimal? TotalUsd => InputUsd + OutputUsd + OtherUsd;

    /// <summary>Cost of everything that has a price, in USD.</summary>
    public decimal AtLeastUsd { get; }

    /// <summary>Why there is no total, a reason each; empty where everything has a price.</summary>
    public IReadOnlyList<string> Unpriced { get; }

    /// <summary>Whether everything has a price.</summary>
    public bool IsPriced => Unpriced.Count == 0;

    /// <summary>A cost of which nothing is known.</summary>
    public static UsageCost Unknown(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new UsageCost(null, 0, null, null, null, [reason]);
    }

    /// <summary>The total, or what is known and why it is not all: <c>$0.0123</c>, <c>at least $0.0123; web_searches: no price</c>.</summary>
    public override string ToString() => IsPriced
        ? Usd.Text(AtLeastUsd)
        : (InputUsd is null && OutputUsd is null && AtLeastUsd == 0 ? "unpriced; " : $"at least {Usd.Text(AtLeastUsd)}; ") + string.Join("; ", Unpriced);
}
