using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Parameters;

/// <summary>A value for a parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Code">The value in C#.</param>
/// <param name="Json">The value as a report gives it.</param>
internal sealed record ParameterValue(string Name, string Code, JsonNode? Json);
