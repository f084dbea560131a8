namespace LlmNotebooks.Datasets;

/// <summary>Which fields of a JSON line, or columns of a CSV file, mean what. A null takes the usual names; a line that has two of them must say the same in both.</summary>
/// <remarks>
/// A field named here must occur in at least one line, so that a misspelt name is an error and not a dataset without targets.
/// An empty name reads nothing, and leaves the usual fields to the metadata. A dotted name like <c>answers.text</c>, where no field has that very name,
/// reaches into nested objects, and by a number into arrays; the field that it reaches into stays in the metadata.
/// </remarks>
public sealed record DatasetFields
{
    /// <summary>Field of the sample's id. Null: <c>id</c>; without one, samples are numbered from 1.</summary>
    public string? Id { get; init; }

    /// <summary>Field of what is asked. Null: <c>input</c>, <c>prompt</c>, <c>question</c>.</summary>
    public string? Input { get; init; }

    /// <summary>Field of the expected answer, a text, a number or an array of them, or of the right one of the choices. Null: <c>target</c>, <c>expected</c>, <c>answer</c>.</summary>
    public string? Target { get; init; }

    /// <summary>Field of all answers that count as right; the target, where there is one too, comes first. Null: <c>references</c>, <c>targets</c>, <c>answers</c>.</summary>
    public string? References { get; init; }

    /// <summary>Field of the answers to choose from, an array of texts or an object from letters to texts; or several fields with one text each. Null: <c>choices</c>, <c>options</c>.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Field of chat messages with <c>role</c> and <c>content</c>; its last user turn is the input. Null: <c>messages</c>.</summary>
    public string? Messages { get; init; }

    /// <summary>Field of the sample's own system prompt. Null: <c>system</c>, <c>system_prompt</c>.</summary>
    public string? System { get; init; }

    /// <summary>Field of the category. Null: <c>category</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Field of the cluster key. Null: <c>cluster</c>, <c>item</c>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Field of the wording within a cluster. Null: <c>template</c>.</summary>
    public string? Template { get; init; }
}
