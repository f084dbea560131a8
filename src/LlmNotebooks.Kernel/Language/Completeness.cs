namespace LlmNotebooks.Kernel.Language;

/// <summary>Whether code can run as it stands, and if not, how its next line starts.</summary>
/// <param name="Status">Whether it can run.</param>
/// <param name="Indent">Blanks for the next line of incomplete code; otherwise empty.</param>
internal sealed record Completeness(CompletenessStatus Status, string Indent);
