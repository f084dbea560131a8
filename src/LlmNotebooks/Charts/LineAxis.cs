using LlmNotebooks.Tables;

namespace LlmNotebooks.Charts;

/// <summary>An axis of a chart of lines.</summary>
internal sealed record LineAxis(string Title, Unit? Unit, bool IsLog);
