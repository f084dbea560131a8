using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Tests.Pricing.Ownership;

internal static class PlanExtensions
{
    /// <summary>The cash flow at another load factor.</summary>
    public static CashFlow CashFlowOf(this OwnershipPlan plan, string option, decimal loadFactor) => (plan with { LoadFactor = loadFactor }).CashFlowOf(option);
}
