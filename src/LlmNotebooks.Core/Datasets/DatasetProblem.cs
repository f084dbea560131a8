namespace LlmNotebooks.Datasets;

/// <summary>Something wrong or doubtful in a dataset's file.</summary>
/// <param name="Severity">Whether it keeps the file from being loaded.</param>
/// <param name="Line">Line from 1, of the first case where it has several; null where the whole file is meant.</param>
/// <param name="Field">The field; null where none is meant.</param>
/// <param name="Message">What it is, and the way out.</param>
public sealed record DatasetProblem(ProblemSeverity Severity, int? Line, string? Field, string Message)
{
    /// <summary>Place and message in one line.</summary>
    public override string ToString() =>
        (Line, Field) switch
        {
            (null, null) => Message,
            (null, _) => $"field '{Field}': {Message}",
            (_, null) => $"line {Line}: {Message}",
            _ => $"line {Line}, field '{Field}': {Message}",
        };
}
