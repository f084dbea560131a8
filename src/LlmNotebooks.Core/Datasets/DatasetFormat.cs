namespace LlmNotebooks.Datasets;

/// <summary>How a dataset's file is written.</summary>
public enum DatasetFormat
{
    /// <summary>By its extension: .csv, .tsv, .json, .parquet, .yaml, each also before .gz; anything else is JSON lines. Parquet and gzip are known by their first bytes, whatever the name says.</summary>
    ByExtension,

    /// <summary>One JSON object a line; a file that begins with an array, or whose first object ends on another line, is read as <see cref="Json"/>.</summary>
    JsonLines,

    /// <summary>One JSON array of objects; or one object that holds it, as columns, or by keys; a file with an object on each line is read as JSON lines.</summary>
    Json,

    /// <summary>CSV after RFC 4180 with a header line. The separator is the one of comma, semicolon, tab and vertical bar with which the header has the known columns.</summary>
    Csv,

    /// <summary>The same, separated by commas.</summary>
    CommaSeparated,

    /// <summary>The same, separated by semicolons.</summary>
    SemicolonSeparated,

    /// <summary>The same, separated by tabs.</summary>
    TabSeparated,

    /// <summary>Apache Parquet. A row's number stands for its line.</summary>
    Parquet,

    /// <summary>A YAML list of mappings, or a mapping with one, like the tests of promptfoo; every scalar is a text.</summary>
    Yaml,
}
