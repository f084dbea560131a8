namespace LlmNotebooks.Datasets;

/// <summary>A dataset's file does not say what a dataset must.</summary>
public sealed class DatasetFormatException : FormatException
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="problem">What is wrong and the way out.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">Line number from 1; null where the whole file is meant.</param>
    /// <param name="field">The field; null where none is meant.</param>
    /// <param name="inner">The cause, if any.</param>
    public DatasetFormatException(string problem, string path, int? line = null, string? field = null, Exception? inner = null)
        : base(Describe(problem, path, line, field), inner)
    {
        Path = path;
        Line = line;
        Field = field;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Line number from 1; null where the whole file is meant.</summary>
    public int? Line { get; }

    /// <summary>The field; null where none is meant.</summary>
    public string? Field { get; }

    private static string Describe(string problem, string path, int? line, string? field) =>
        (line, field) switch
        {
            (null, null) => $"{path}: {problem}",
            (null, _) => $"{path}, field '{field}': {problem}",
            (_, null) => $"{path}, line {line}: {problem}",
            _ => $"{path}, line {line}, field '{field}': {problem}",
        };
}
