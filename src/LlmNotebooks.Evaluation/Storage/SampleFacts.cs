namespace LlmNotebooks.Evaluation.Storage;

/// <summary>What grouping needs to know of a sample, without its texts.</summary>
/// <param name="Ordinal">Position in the data set.</param>
/// <param name="Id">Its id.</param>
/// <param name="Category">Its category; null where it has none.</param>
/// <param name="Cluster">Its cluster key; null where it has none.</param>
/// <param name="IsWording">Whether it is one wording of several within its cluster.</param>
public sealed record SampleFacts(int Ordinal, string Id, string? Category, string? Cluster, bool IsWording);
