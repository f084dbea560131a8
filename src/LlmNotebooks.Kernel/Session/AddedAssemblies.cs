namespace LlmNotebooks.Kernel.Session;

/// <summary>What a <c>#r</c> brought in.</summary>
/// <param name="Paths">The assembly named, then those it needs; copies that nothing else writes to.</param>
/// <param name="Warning">What the author should know, or null.</param>
internal sealed record AddedAssemblies(IReadOnlyList<string> Paths, string? Warning);
