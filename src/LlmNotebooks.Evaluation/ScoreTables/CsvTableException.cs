namespace LlmNotebooks.Evaluation;

/// <summary>A file is not the table it is read as.</summary>
public sealed class CsvTableException : FormatException
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="problem">What is wrong and the way out.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">Line from 1, at which the row begins.</param>
    /// <param name="column">Name of the column, if one is at fault.</param>
    /// <param name="inner">The cause, if any.</param>
    public CsvTableException(string problem, string path, int line, string? column = null, Exception? inner = null)
        : base(column is null ? $"{path}, line {line}: {problem}" : $"{path}, line {line}, column '{column}': {problem}", inner)
    {
        Path = path;
        Line = line;
        Column = column;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Line from 1, at which the row begins.</summary>
    public int Line { get; }

    /// <summary>Name of the column; null where the whole row is at fault.</summary>
    public string? Column { get; }
}
