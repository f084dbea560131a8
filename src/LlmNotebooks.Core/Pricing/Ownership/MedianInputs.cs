namespace LlmNotebooks.Pricing.Ownership;

/// <summary>Every input at its median.</summary>
internal sealed class MedianInputs : IInputs<decimal>
{
    public static readonly MedianInputs Instance = new();

    public decimal Of(string owner, InputKind kind, Uncertain value) => value.Median;
}
