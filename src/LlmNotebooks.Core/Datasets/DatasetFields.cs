namespace LlmNotebooks.Datasets;

/// <summary>Which fields of a JSON line, or columns of a CSV file, mean what. A null takes the usual names; a line that has two of them must say the same in both. Capitals, and spaces or underscores between words, do not count.</summary>
/// <remarks>
/// A field named here must occur in at least one line, so that a misspelt name is an error and not a dataset without targets.
/// An empty name reads nothing, and leaves the usual fields to the metadata. A dotted name like <c>answers.text</c>, where no field has that very name,
/// reaches into nested objects, and by a number (<c>turns[0]</c>, <c>turns.0</c>) into arrays; the field that it reaches into stays in the metadata.
/// </remarks>
public sealed record DatasetFields
{
    /// <summary>Field of the sample's id. Null: <c>id</c>; without one, samples are numbered from 1.</summary>
    public string? Id { get; init; }

    /// <summary>Field of what is asked. Null: <c>input</c>, <c>prompt</c>, <c>question</c>; in a file without them <c>instruction</c>, <c>query</c>, <c>problem</c>, <c>ctx</c>.</summary>
    /// <remarks>With <c>instruction</c> and <c>input</c>, as Alpaca's data has them, both are asked, the instruction first.</remarks>
    public string? Input { get; init; }

    /// <summary>Field of the expected answer, a text, a number or an array of them, or of the right one of the choices. Null: <c>target</c>, <c>expected</c>, <c>answer</c>; in a file without them the first it has of <c>ideal</c>, <c>answerKey</c>, <c>correct_answer</c>, <c>expected_output</c>, <c>output</c>, <c>response</c>, <c>label</c> and others that public data sets use.</summary>
    public string? Target { get; init; }

    /// <summary>Field of all answers that count as right; the target, where there is one too, comes first. Null: <c>references</c>, <c>targets</c>, <c>answers</c>.</summary>
    public string? References { get; init; }

    /// <summary>Field of the answers to choose from, an array of texts or of objects with text and label, an object of both as lists, or one from letters to texts; or several fields with one text each. Null: <c>choices</c>, <c>options</c>, or a row of fields like <c>choice0</c>, <c>option_a</c> or <c>A</c>, <c>B</c>, <c>C</c> beside a target.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>Field of chat messages with <c>role</c> and <c>content</c>; its last user turn is the input. Null: <c>messages</c>, or the input where it holds messages; in a file without them <c>conversations</c>.</summary>
    public string? Messages { get; init; }

    /// <summary>Field of the sample's own system prompt. Null: <c>system</c>, <c>system_prompt</c>.</summary>
    public string? System { get; init; }

    /// <summary>Field of a text that goes before the question, a blank line between them: the passage that it is about. A list of texts is joined likewise. Null: none.</summary>
    public string? Context { get; init; }

    /// <summary>Field of the category. Null: <c>category</c>.</summary>
    public string? Category { get; init; }

    /// <summary>Field of the cluster key. Null: <c>cluster</c>, <c>item</c>.</summary>
    public string? Cluster { get; init; }

    /// <summary>Field of the wording within a cluster. Null: <c>template</c>.</summary>
    public string? Template { get; init; }

    /// <summary>How an answer says which choice is right. Default: by what it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the forms.</exception>
    public AnswerForm Answers
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It is none of the forms.");
    }

    /// <summary>What separates the texts of a list in one text: with <c>;</c>, <c>a; b; c</c> is three answers. Null: a text is one.</summary>
    public string? ListSeparator { get; init; }

    /// <summary>Names of the columns of a CSV file without a header line, in their order. Null: the first line has them.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>In a file that is one JSON object, the path to the array with the samples. Null: it is found, where there is one only.</summary>
    public string? Rows { get; init; }
}
