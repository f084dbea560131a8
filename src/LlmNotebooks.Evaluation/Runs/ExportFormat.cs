namespace LlmNotebooks.Evaluation;

/// <summary>How a run's answers are written out.</summary>
public enum ExportFormat
{
    /// <summary>One JSON object a line; what is missing is null.</summary>
    JsonLines,

    /// <summary>RFC 4180 with a header line; what is missing is an empty field, an empty text is a quoted one.</summary>
    Csv,
}
