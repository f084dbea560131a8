namespace LlmNotebooks.Datasets;

/// <summary>How bad a problem of a dataset is.</summary>
public enum ProblemSeverity
{
    /// <summary>The file loads; scores of it may mislead.</summary>
    Warning,

    /// <summary>The file does not load.</summary>
    Error,

    /// <summary>Nothing wrong: how the file was read, what of it is not used, what would score it.</summary>
    Note,
}
