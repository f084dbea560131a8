using LlmNotebooks.Pricing.Ownership;

namespace LlmNotebooks.Cli.Output;

/// <summary>Everything that is computed of a plan.</summary>
/// <param name="File">The plan.</param>
/// <param name="Seed">Seed of the simulation.</param>
/// <param name="CashFlows">What each option costs.</param>
/// <param name="Comparisons">Every option but the baseline, compared with it.</param>
internal sealed record TcoResult(OwnershipFile File, long Seed, IReadOnlyList<CashFlow> CashFlows, IReadOnlyList<TcoComparison> Comparisons)
{
    public static TcoResult Of(OwnershipFile file, long seed, int paths) => new(
        file, seed, file.Plan.CashFlows(),
        [.. file.Plan.Options.Where(option => option.Name != file.Baseline).Select(option => TcoComparison.Of(file, option.Name, seed, paths))]);
}
