using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>One output of a code cell.</summary>
internal abstract record CellOutput
{
    /// <summary>Members that nbformat does not know, kept as read.</summary>
    public JsonObject Extra { get; init; } = [];
}

/// <summary>Text written to a stream of the console.</summary>
/// <param name="Name">"stdout" or "stderr".</param>
/// <param name="Text">All of the text, line ends included.</param>
internal sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>A value shown in one or more MIME types.</summary>
/// <param name="Data">The value in each type.</param>
internal sealed record DisplayOutput(MimeBundle Data) : CellOutput
{
    /// <summary>Metadata of the output, kept as read.</summary>
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Whether this is the value of the cell's last expression.</summary>
    public bool IsResult { get; init; }

    /// <summary>The number of the cell whose value this is; only results have one.</summary>
    public int? ExecutionCount { get; init; }
}

/// <summary>The error that ended a cell.</summary>
/// <param name="Name">The kind of error, such as an exception's type.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Traceback">Lines to show to a person.</param>
internal sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;

/// <summary>An output of a type that nbformat 4.5 does not know, kept as read.</summary>
internal sealed record UnknownOutput : CellOutput;
