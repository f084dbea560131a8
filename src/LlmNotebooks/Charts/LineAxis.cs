namespace LlmNotebooks.Charts;

/// <summary>An axis of a chart of lines.</summary>
internal sealed record LineAxis(string Column, string Title, bool IsLog);
