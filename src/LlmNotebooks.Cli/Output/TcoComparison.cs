using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Cli.Output;

/// <summary>One option compared with the baseline.</summary>
/// <param name="BreakEven">By month.</param>
/// <param name="Volumes">By volume; null where there are too many steps to look at.</param>
/// <param name="VolumeLimit">Up to which volume was looked.</param>
/// <param name="Simulation">With every uncertain input drawn.</param>
/// <param name="Tornado">What drives the saving.</param>
internal sealed record TcoComparison(BreakEven BreakEven, IReadOnlyList<VolumeRange>? Volumes, decimal VolumeLimit, BreakEvenSimulation Simulation, IReadOnlyList<TornadoBar> Tornado)
{
    // Where nothing is asked yet, there is no volume to start from.
    private const decimal SomeVolume = 1_000;
    private const int Widenings = 6;

    public static TcoComparison Of(OwnershipFile file, string option, long seed, int paths)
    {
        OwnershipPlan plan = file.Plan;
        (IReadOnlyList<VolumeRange>? volumes, decimal limit) = Search(file, option);
        return new(plan.BreakEven(option, file.Baseline), volumes, limit, plan.Simulate(option, file.Baseline, seed, paths), plan.Tornado(option, file.Baseline));
    }

    /// <summary>Looks up to the given limit; without one, further and further until there is a volume, or too many steps.</summary>
    private static (IReadOnlyList<VolumeRange>? Volumes, decimal Limit) Search(OwnershipFile file, string option)
    {
        OwnershipPlan plan = file.Plan;
        decimal asked = plan.RequestsPerMonth?.Median ?? plan.Workload.RequestsPerMonth, limit = file.VolumeLimit ?? (10 * (asked > 0 ? asked : SomeVolume));
        IReadOnlyList<VolumeRange>? found = null;
        for (int i = 0; i <= Widenings; i++)
        {
            decimal next = i == 0 ? limit : limit * 10;
            try
            {
                found = plan.CheaperVolumes(option, file.Baseline, next);
            }
            catch (ArgumentOutOfRangeException)
            {
                // More steps than are looked at; what was found below them stands.
                return (found, limit);
            }

            limit = next;
            if (found.Count > 0 || file.VolumeLimit is not null) { break; }
        }

        return (found, limit);
    }
}
