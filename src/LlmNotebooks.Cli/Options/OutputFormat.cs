namespace LlmNotebooks.Cli.Options;

/// <summary>How a command prints its result.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON value.</summary>
    Json,

    /// <summary>The main table as CSV; what else there is to say goes to stderr.</summary>
    Csv,
}
