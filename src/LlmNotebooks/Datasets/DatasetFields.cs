namespace LlmNotebooks.Datasets;

/// <summary>Which fields of a JSON line mean what. A null takes the usual names; a line that has two of them must say the same in both.</summary>
/// <remarks>A field named here must occur in at least one line, so that a misspelt name is an error and not a dataset without targets.</remarks>
public sealed record DatasetFields
{
    /// <summary>Field of the sample's id. Null: <c>id</c>; without one, samples are numbered from 1.</summary>
    public string? Id { get; init; }

    /// <summary>Field of what is asked. Null: <c>input</c>, <c>prompt</c>, <c>question</c>.</summary>
    public string? Input { get; init; }

    /// <summary>Field of the expected answer. Null: <c>target</c>, <c>expected</c>, <c>answer</c>.</summary>
    public string? Target { get; init; }

    /// <summary>Field of the category. Null: <c>category</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Field of the cluster key. Null: <c>cluster</c>, <c>item</c>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Field of the wording within a cluster. Null: <c>template</c>.</summary>
    public string? Template { get; init; }
}
