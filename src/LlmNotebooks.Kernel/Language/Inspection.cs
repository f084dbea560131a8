namespace LlmNotebooks.Kernel.Language;

/// <summary>What is known about a name: its signature, then its documentation.</summary>
/// <param name="Plain">As plain text.</param>
/// <param name="Markdown">The same as markdown.</param>
internal sealed record Inspection(string Plain, string Markdown);
