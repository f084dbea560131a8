namespace LlmNotebooks.Kernel.Commands;

/// <summary>Where one notebook comes from and where its results go.</summary>
/// <param name="Source">The notebook.</param>
/// <param name="Executed">The notebook with outputs.</param>
/// <param name="Html">The page.</param>
internal sealed record NotebookPaths(string Source, string Executed, string Html)
{
    /// <summary>The folder beside a notebook that its run goes to: never the notebook's own, so that the source stays as it is.</summary>
    private const string OutputFolder = "out";

    public string Folder => Path.GetDirectoryName(Source)!;

    /// <exception cref="UsageException">A result would overwrite a source or another result.</exception>
    public static IReadOnlyList<NotebookPaths> Plan(Invocation invocation)
    {
        List<NotebookPaths> plan = [.. invocation.Notebooks.Select(notebook => Plan(notebook, invocation))];
        foreach (NotebookPaths paths in plan)
        {
            if (invocation.Verb == Invocation.Run && plan.FirstOrDefault(other => other.Source == paths.Executed) is { } source)
            {
                throw new UsageException($"the run would overwrite {source.Source}; give another --output");
            }
            if (plan.FirstOrDefault(other => other != paths && other.Html == paths.Html) is { } twin)
            {
                throw new UsageException($"{paths.Source} and {twin.Source} would both be written to {paths.Html}");
            }
        }
        return plan;
    }

    private static NotebookPaths Plan(string notebook, Invocation invocation)
    {
        string source = Path.GetFullPath(notebook);
        string beside = Path.GetDirectoryName(source)!;
        string folder = invocation.Output is { } output ? Path.GetFullPath(output)
            : invocation.Verb == Invocation.Run ? Path.Combine(beside, OutputFolder)
            : beside;
        string name = Path.GetFileNameWithoutExtension(source);
        return new NotebookPaths(source, Path.Combine(folder, name + ".ipynb"), Path.Combine(folder, name + ".html"));
    }
}
