namespace LlmNotebooks.Pricing.Ownership;

/// <summary>One input at a quantile, or none, the others at their median.</summary>
internal sealed class PinnedInputs(OwnershipInput? pinned = null, double p = 0.5) : IInputs<double>
{
    public double Of(string owner, InputKind kind, Uncertain value) =>
        pinned is not null && pinned.Kind == kind && pinned.Owner == owner ? value.Quantile(p) : (double)value.Median;
}
