namespace LlmNotebooks.Evaluation;

/// <summary>A run in brief.</summary>
/// <param name="Models">One summary per model, in the plan's order.</param>
/// <param name="Categories">One per model and category, models in the plan's order, categories in ordinal order; samples without a category stand under the empty one.</param>
public sealed record RunSummary(IReadOnlyList<ModelSummary> Models, IReadOnlyList<ModelSummary> Categories);
