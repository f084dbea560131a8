namespace LlmNotebooks.Kernel.Language;

/// <summary>One way to go on from the cursor.</summary>
/// <param name="Text">What takes the place of the range.</param>
/// <param name="Kind">Jupyter's word for what it is, such as <c>method</c>, <c>property</c>, <c>class</c> or <c>module</c> for a namespace.</param>
/// <param name="Detail">More about it in a line, or null.</param>
internal sealed record Completion(string Text, string Kind, string? Detail);
