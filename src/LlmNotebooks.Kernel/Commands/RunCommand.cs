using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Cultures;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Parameters;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Runs notebooks and writes them with their outputs.</summary>
internal sealed class RunCommand(Invocation invocation, TextWriter output, TextWriter log, TimeProvider time)
{
    /// <returns>The exit code: 0 when every cell of every notebook ran, otherwise 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        bool failed = false;
        IReadOnlyList<NotebookPaths> plan = NotebookPaths.Plan(invocation);
        if (CultureData.Note is { } note) { log.WriteLine(note); }
        // Known before the first cell runs: hours later it would be too late.
        foreach (NotebookPaths paths in plan.Where(paths => File.Exists(paths.Source)))
        {
            ResultFile.Probe(paths.Executed);
            if (invocation.Html) { ResultFile.Probe(paths.Html); }
        }
        IReadOnlyDictionary<string, string> values = ParameterArguments.Read(invocation);
        if (values.Count > 0)
        {
            foreach (NotebookPaths paths in plan.Where(paths => File.Exists(paths.Source))) { await LoadAsync(paths, values, cancellationToken); }
        }
        foreach (NotebookPaths paths in plan)
        {
            if (cancellationToken.IsCancellationRequested) { return 1; }
            try
            {
                failed |= !await RunAsync(paths, values, cancellationToken);
            }
            catch (Exception exception) when (Failures.IsForeseen(exception))
            {
                log.WriteLine(exception.Message);
                if (invocation.Json) { output.WriteLine(Failures.Summary(paths, exception).ToJsonString()); }
                failed = true;
            }
        }
        return failed ? 1 : 0;
    }

    /// <summary>Reads a notebook that can be run, with the values put in.</summary>
    /// <exception cref="UsageException">The notebook does not take the values.</exception>
    private static async Task<(Notebook Notebook, IReadOnlyList<ParameterValue> Parameters)> LoadAsync(
        NotebookPaths paths, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        Notebook notebook = await NotebookReader.LoadAsync(paths.Source, cancellationToken);
        NotebookLanguage.RequireCSharp(notebook, paths.Source);
        try
        {
            return (notebook, ParameterInjection.Apply(notebook, paths.Source, paths.Folder, values));
        }
        catch (ParameterException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private async Task<bool> RunAsync(NotebookPaths paths, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        (Notebook notebook, IReadOnlyList<ParameterValue> parameters) = await LoadAsync(paths, values, cancellationToken);
        var results = new RunResults(notebook, parameters, paths, invocation, output, log);
        var progress = new ProgressLog(Path.GetFileName(paths.Source), log, time);
        var runner = new NotebookRunner(notebook, paths.Folder, new Checkpoints(progress, results.SaveUnfinished, time), invocation.AllowErrors);
        long start = time.GetTimestamp();

        void OnExit(object? sender, EventArgs e)
        {
            const string Message = "The cell ended the process.";
            Environment.ExitCode = 1;
            try
            {
                results.Write(runner.Abandon(new CellError("ProcessExit", Message, [Message])), runner.Allowed, time.GetElapsedTime(start));
            }
            catch (IOException exception)
            {
                log.WriteLine(exception.Message);
            }
        }

        RunFailure? failure;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        try
        {
            failure = await runner.RunAsync(cancellationToken);
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
        }
        results.Write(failure, runner.Allowed, time.GetElapsedTime(start));
        return failure is null;
    }
}
