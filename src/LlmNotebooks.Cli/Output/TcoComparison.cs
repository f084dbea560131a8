using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Cli.Output;

/// <summary>One option compared with the baseline.</summary>
internal sealed record TcoComparison(BreakEven BreakEven, IReadOnlyList<VolumeRange> Volumes, decimal VolumeLimit, BreakEvenSimulation Simulation, IReadOnlyList<TornadoBar> Tornado)
{
    public static TcoComparison Of(OwnershipFile file, string option, long seed, int paths)
    {
        OwnershipPlan plan = file.Plan;
        decimal limit = file.VolumeLimit ?? (10 * (plan.RequestsPerMonth?.Median ?? plan.Workload.RequestsPerMonth));
        return new(
            plan.BreakEven(option, file.Baseline), limit > 0 ? plan.CheaperVolumes(option, file.Baseline, limit) : [], limit,
            plan.Simulate(option, file.Baseline, seed, paths), plan.Tornado(option, file.Baseline));
    }
}
