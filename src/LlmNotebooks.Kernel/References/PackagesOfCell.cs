using LlmNotebooks.Kernel.Packages;

namespace LlmNotebooks.Kernel.References;

/// <summary>The packages of a session with those of the cell that is about to be compiled.</summary>
/// <param name="Requests">All packages asked for so far.</param>
/// <param name="Sources">All sources named so far.</param>
/// <param name="Paths">Assemblies to compile with that the packages of this cell bring.</param>
/// <param name="Warnings">What the author should know, a line each.</param>
internal sealed record PackagesOfCell(
    IReadOnlyList<PackageRequest> Requests, IReadOnlyList<string> Sources, IReadOnlyList<string> Paths, IReadOnlyList<string> Warnings)
{
    public static PackagesOfCell None { get; } = new([], [], [], []);
}
