namespace LlmNotebooks.Datasets;

/// <summary>All that is wrong or doubtful in a dataset's file, see <see cref="Datasets.Dataset.Check"/>.</summary>
public sealed class DatasetCheck
{
    internal DatasetCheck(string path, Dataset? dataset, IReadOnlyList<DatasetProblem> problems, int errors, int warnings, IReadOnlyList<DatasetProblem> notes)
    {
        Path = path;
        Dataset = dataset;
        Problems = problems;
        Errors = errors;
        Warnings = warnings;
        Notes = notes;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What it holds; null where it does not load.</summary>
    public Dataset? Dataset { get; }

    /// <summary>The problems, errors first, each kind by line; at most as many as the check was asked for.</summary>
    public IReadOnlyList<DatasetProblem> Problems { get; }

    /// <summary>How many errors there are, also those beyond the limit.</summary>
    public int Errors { get; }

    /// <summary>How many warnings there are, also those beyond the limit.</summary>
    public int Warnings { get; }

    /// <summary>Nothing wrong, and good to know before a run: which fields are not used, what the targets look like and which metric reads them.</summary>
    public IReadOnlyList<DatasetProblem> Notes { get; }

    /// <summary>Whether the file loads.</summary>
    public bool IsValid => Errors == 0;

    /// <summary>The counts in words.</summary>
    public override string ToString() => $"{Path}: {Errors} errors, {Warnings} warnings";
}
