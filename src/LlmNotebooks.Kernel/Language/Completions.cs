namespace LlmNotebooks.Kernel.Language;

/// <summary>What may be written at the cursor, best first.</summary>
/// <param name="Start">Where the text to replace starts, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">Each text once; empty where nothing fits.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<Completion> Items);
