using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Writes what one run gave: the notebook with its outputs, the page, and the report of it all.</summary>
internal sealed class RunResults(Notebook notebook, NotebookPaths paths, Invocation invocation, TextWriter output, TextWriter log)
{
    /// <summary>Writes the notebook with the outputs that it holds by now.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and the way out.</exception>
    public void Save() => ResultFile.Write(paths.Executed, path => NotebookWriter.Save(notebook, path));

    /// <summary>Writes and reports everything.</summary>
    /// <param name="failure">The cell that ended the run; null when every cell ran.</param>
    /// <param name="elapsed">The time that the run took.</param>
    /// <exception cref="IOException">A file cannot be written; the message names it and the way out.</exception>
    public void Write(RunFailure? failure, TimeSpan elapsed)
    {
        // Said first: it must be heard even where nothing can be written.
        if (failure is not null) { Report(failure); }
        Save();
        if (invocation.Html)
        {
            string page = HtmlExporter.Export(notebook, Path.GetFileNameWithoutExtension(paths.Source), paths.Folder);
            ResultFile.Write(paths.Html, path => File.WriteAllText(path, page));
        }
        if (invocation.Json)
        {
            output.WriteLine(Summary(failure, elapsed).ToJsonString());
        }
        else
        {
            output.WriteLine(paths.Executed);
            if (invocation.Html) { output.WriteLine(paths.Html); }
        }
        output.Flush();
    }

    private void Report(RunFailure failure)
    {
        string where = failure.Error.Line is { } line ? $", line {line}: {failure.Error.SourceLine?.Trim()}" : "";
        log.WriteLine($"{paths.Source}: code cell {failure.CellNumber} (id {failure.CellId}) failed{where}");
        foreach (string text in failure.Error.Traceback) { log.WriteLine($"  {text}"); }
    }

    private JsonObject Summary(RunFailure? failure, TimeSpan elapsed) => new()
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
}
