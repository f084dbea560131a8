namespace LlmNotebooks.Datasets;

/// <summary>How examples are drawn and shown, see <see cref="DatasetPrompts.WithExamples"/>.</summary>
public sealed record ExampleOptions
{
    /// <summary>Whether each sample gets a draw of its own; default no: all samples that may have them get the same ones in the same order.</summary>
    public bool PerSample { get; init; }

    /// <summary>Whether a sample's examples come from its own category only. Default no.</summary>
    public bool SameCategory { get; init; }

    /// <summary>How one example is written, with <c>{{input}}</c> and <c>{{target}}</c>: examples then stand in the input before the question, each followed by a blank line. Null, the default: as turns of user and assistant in the history.</summary>
    public PromptTemplate? Template { get; init; }
}
