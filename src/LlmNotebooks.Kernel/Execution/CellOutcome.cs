using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>How a cell ended.</summary>
/// <param name="Error">Why it failed; null when it ran to its end.</param>
/// <param name="Value">The value of its last expression, formatted; null when it has none.</param>
internal sealed record CellOutcome(CellError? Error = null, MimeBundle? Value = null);
