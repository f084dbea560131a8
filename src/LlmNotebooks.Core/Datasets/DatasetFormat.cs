namespace LlmNotebooks.Datasets;

/// <summary>How a dataset's file is written.</summary>
public enum DatasetFormat
{
    /// <summary>By its extension: .csv, .tsv, .json; anything else is JSON lines.</summary>
    ByExtension,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects; a file that begins with an object is read as JSON lines.</summary>
    Json,

    /// <summary>CSV after RFC 4180 with a header line. The separator is the one of comma, semicolon and tab with which the header has the known columns.</summary>
    Csv,

    /// <summary>The same, separated by commas.</summary>
    CommaSeparated,

    /// <summary>The same, separated by semicolons.</summary>
    SemicolonSeparated,

    /// <summary>The same, separated by tabs.</summary>
    TabSeparated,
}
