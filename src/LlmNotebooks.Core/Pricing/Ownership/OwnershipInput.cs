using System.Text.Json;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>One uncertain input of a plan.</summary>
/// <param name="Owner">The option's name; empty for the workload.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The number.</param>
internal sealed record OwnershipInput(string Owner, InputKind Kind, Uncertain Value)
{
    /// <summary>What is uncertain, by its property's name in snake_case.</summary>
    public string Name => JsonNamingPolicy.SnakeCaseLower.ConvertName(Kind.ToString());
}
