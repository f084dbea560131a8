namespace LlmNotebooks.Datasets.Reading;

/// <summary>Where problems go: the first error is thrown, or, in a check, all are collected.</summary>
internal sealed class ProblemLog
{
    private readonly List<DatasetProblem> _errors = [];
    private readonly List<DatasetProblem> _warnings = [];
    private readonly List<DatasetProblem> _notes = [];
    private readonly int? _limit;

    /// <param name="path">The file, for messages.</param>
    /// <param name="limit">How many of each severity are kept; null to throw the first error.</param>
    public ProblemLog(string path, int? limit = null) => (Path, _limit) = (path, limit);

    public string Path { get; }

    public bool IsCheck => _limit is not null;

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    /// <summary>What is neither wrong nor doubtful and good to know.</summary>
    public IReadOnlyList<DatasetProblem> Notes => _notes;

    /// <summary>Errors before warnings, each by line.</summary>
    public IReadOnlyList<DatasetProblem> Problems(int limit) =>
        [.. _errors.OrderBy(problem => problem.Line ?? 0).Concat(_warnings.OrderBy(problem => problem.Line ?? 0)).Take(limit)];

    /// <exception cref="DatasetFormatException">This is no check.</exception>
    public void Error(string problem, int? line = null, string? field = null, Exception? inner = null)
    {
        if (_limit is not { } limit) { throw new DatasetFormatException(problem, Path, line, field, inner); }
        Errors++;
        if (_errors.Count < limit) { _errors.Add(new DatasetProblem(ProblemSeverity.Error, line, field, problem)); }
    }

    public void Warning(string problem, int? line = null, string? field = null)
    {
        Warnings++;
        if (_warnings.Count < _limit) { _warnings.Add(new DatasetProblem(ProblemSeverity.Warning, line, field, problem)); }
    }

    public void Note(string note, string? field = null) => _notes.Add(new DatasetProblem(ProblemSeverity.Note, Line: null, field, note));
}
