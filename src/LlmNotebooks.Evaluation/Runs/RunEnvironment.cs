namespace LlmNotebooks.Evaluation;

/// <summary>Where a run was made.</summary>
/// <param name="Library">Version of LlmNotebooks.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="OperatingSystem">Operating system and version.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Processors">Logical processors that the process could use.</param>
public sealed record RunEnvironment(string Library, string Runtime, string OperatingSystem, string Architecture, int Processors);
