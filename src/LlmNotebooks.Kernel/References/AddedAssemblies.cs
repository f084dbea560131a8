namespace LlmNotebooks.Kernel.References;

/// <summary>What a <c>#r</c> brought in.</summary>
/// <param name="Paths">The assembly named, then those it needs; copies that nothing else writes to.</param>
/// <param name="Warnings">What the author should know, a line each.</param>
internal sealed record AddedAssemblies(IReadOnlyList<string> Paths, IReadOnlyList<string> Warnings);
