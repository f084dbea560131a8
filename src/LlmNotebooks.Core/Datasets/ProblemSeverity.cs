namespace LlmNotebooks.Datasets;

/// <summary>How bad a problem of a dataset is.</summary>
public enum ProblemSeverity
{
    /// <summary>The file loads; scores of it may mislead.</summary>
    Warning,

    /// <summary>The file does not load.</summary>
    Error,
}
