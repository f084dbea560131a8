using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Runs notebooks and writes them with their outputs.</summary>
internal sealed class RunCommand(Invocation invocation, TextWriter output, TextWriter log, TimeProvider time)
{
    /// <returns>The exit code: 0 when every cell of every notebook ran, otherwise 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        bool failed = false;
        foreach (NotebookPaths paths in NotebookPaths.Plan(invocation))
        {
            if (cancellationToken.IsCancellationRequested) { return 1; }
            failed |= !await RunAsync(paths, cancellationToken);
        }
        return failed ? 1 : 0;
    }

    private async Task<bool> RunAsync(NotebookPaths paths, CancellationToken cancellationToken)
    {
        Notebook notebook = await NotebookReader.LoadAsync(paths.Source, cancellationToken);
        long start = time.GetTimestamp();
        var progress = new ProgressLog(Path.GetFileName(paths.Source), log, time);
        RunFailure? failure = await new NotebookRunner(paths.Folder, progress).RunAsync(notebook, cancellationToken);

        // What the run gave is written also after Ctrl-C.
        Directory.CreateDirectory(Path.GetDirectoryName(paths.Executed)!);
        await NotebookWriter.SaveAsync(notebook, paths.Executed, CancellationToken.None);
        if (invocation.Html)
        {
            string page = HtmlExporter.Export(notebook, Path.GetFileNameWithoutExtension(paths.Source), paths.Folder);
            await File.WriteAllTextAsync(paths.Html, page, CancellationToken.None);
        }
        if (failure is not null) { Report(failure, paths); }
        Announce(paths, notebook, failure, time.GetElapsedTime(start));
        return failure is null;
    }

    private void Report(RunFailure failure, NotebookPaths paths)
    {
        string where = failure.Error.Line is { } line ? $", line {line}: {failure.Error.SourceLine?.Trim()}" : "";
        log.WriteLine($"{paths.Source}: code cell {failure.CellNumber} (id {failure.CellId}) failed{where}");
        foreach (string text in failure.Error.Traceback) { log.WriteLine($"  {text}"); }
    }

    private void Announce(NotebookPaths paths, Notebook notebook, RunFailure? failure, TimeSpan elapsed)
    {
        if (!invocation.Json)
        {
            output.WriteLine(paths.Executed);
            if (invocation.Html) { output.WriteLine(paths.Html); }
            return;
        }
        var report = new JsonObject
        {
            ["notebook"] = paths.Source,
            ["succeeded"] = failure is null,
            ["executed"] = paths.Executed,
            ["html"] = invocation.Html ? paths.Html : null,
            ["code_cells"] = notebook.CodeCells.Count(),
            ["elapsed_ms"] = Math.Round(elapsed.TotalMilliseconds),
            ["error"] = failure is null ? null : new JsonObject
            {
                ["cell"] = failure.CellNumber,
                ["cell_id"] = failure.CellId,
                ["line"] = failure.Error.Line,
                ["source_line"] = failure.Error.SourceLine,
                ["name"] = failure.Error.Name,
                ["message"] = failure.Error.Message,
            },
        };
        output.WriteLine(report.ToJsonString());
    }
}
