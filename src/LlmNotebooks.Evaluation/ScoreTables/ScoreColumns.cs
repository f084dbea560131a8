namespace LlmNotebooks.Evaluation;

/// <summary>Which columns of a table of scores mean what.</summary>
/// <param name="Model">Column of the model's name.</param>
/// <param name="Item">Column of the item's id, by which models are paired.</param>
/// <param name="Score">Column of the score: a number with a decimal point; empty, <c>NA</c>, <c>NaN</c> or <c>null</c> where missing; <c>true</c> is 1 and <c>false</c> 0.</param>
/// <param name="Repetition">Column of the repetition; null: rows of the same model and item are its repetitions.</param>
/// <param name="Cluster">Column of the cluster; null: every item is its own, and so is one whose cluster is blank.</param>
public sealed record ScoreColumns(string Model = "model", string Item = "item", string Score = "score", string? Repetition = null, string? Cluster = null);
