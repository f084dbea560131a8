namespace LlmNotebooks.Evaluation;

/// <summary>A file is not a table of scores.</summary>
public sealed class ScoreTableException : FormatException
{
    /// <summary>An error at a place in a file.</summary>
    /// <param name="problem">What is wrong and the way out.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">Line from 1, at which the row begins.</param>
    /// <param name="inner">The cause, if any.</param>
    public ScoreTableException(string problem, string path, int line, Exception? inner = null)
        : base($"{path}, line {line}: {problem}", inner)
    {
        Path = path;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Line from 1, at which the row begins.</summary>
    public int Line { get; }
}
