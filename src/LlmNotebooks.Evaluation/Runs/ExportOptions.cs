namespace LlmNotebooks.Evaluation;

/// <summary>How a run's answers are written out as CSV, see <see cref="Run.ExportCsvAsync"/>.</summary>
public sealed record ExportOptions
{
    /// <summary>Whether texts that a spreadsheet would take for a formula are written as they are. Default false: an apostrophe goes before them.</summary>
    /// <remarks>These are texts that begin with =, +, −, @, a tab or a line end, and are no number: OWASP, "CSV injection". An answer can hold what a stranger wrote.</remarks>
    public bool KeepFormulas { get; init; }

    /// <summary>Whether a byte order mark goes first, by which Excel knows UTF-8. Default false.</summary>
    public bool ByteOrderMark { get; init; }
}
