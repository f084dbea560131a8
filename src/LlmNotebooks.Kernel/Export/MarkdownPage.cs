namespace LlmNotebooks.Kernel.Export;

/// <summary>A markdown cell as HTML.</summary>
/// <param name="Html">The HTML.</param>
/// <param name="FirstHeading">The text of its first heading, or null.</param>
internal sealed record MarkdownPage(string Html, string? FirstHeading);
