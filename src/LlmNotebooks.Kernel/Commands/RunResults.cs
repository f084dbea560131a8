using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;
using LlmNotebooks.Kernel.Parameters;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Writes what one run gave: the notebook with its outputs, the page, and the report of it all.</summary>
internal sealed class RunResults(
    Notebook notebook, IReadOnlyList<ParameterValue> parameters, NotebookPaths paths, Invocation invocation, TextWriter output, TextWriter log)
{
    /// <summary>The member of the notebook's metadata that is there as long as its run has not ended.</summary>
    private const string UnfinishedMember = "llmnb_unfinished";

    /// <summary>Writes the notebook with the outputs that it holds by now, marked as one whose run has not ended.</summary>
    /// <param name="number">The cell that is next, from 1 among the code cells.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it and the way out.</exception>
    public void SaveUnfinished(int number)
    {
        notebook.Metadata[UnfinishedMember] = new JsonObject { ["next_code_cell"] = number };
        Save();
    }

    /// <summary>Writes and reports everything.</summary>
    /// <param name="failure">The cell that ended the run; null when every cell ran.</param>
    /// <param name="allowed">Cells that failed, as they may.</param>
    /// <param name="elapsed">The time that the run took.</param>
    /// <exception cref="IOException">A file cannot be written; the message names it and the way out.</exception>
    public void Write(RunFailure? failure, IReadOnlyList<RunFailure> allowed, TimeSpan elapsed)
    {
        foreach (RunFailure one in allowed) { log.WriteLine($"{paths.Source}: code cell {one.CellNumber} (id {one.CellId}) failed, as it may: {one.Error.Name}"); }
        // Said first: it must be heard even where nothing can be written.
        if (failure is not null) { Report(failure); }
        notebook.Metadata.Remove(UnfinishedMember);
        Save();
        if (invocation.Html)
        {
            string page = HtmlExporter.Export(notebook, Path.GetFileNameWithoutExtension(paths.Source), paths.Folder);
            ResultFile.Write(paths.Html, path => File.WriteAllText(path, page));
        }
        if (invocation.Json)
        {
            output.WriteLine(Summary(failure, allowed, elapsed).ToJsonString());
        }
        else
        {
            output.WriteLine(paths.Executed);
            if (invocation.Html) { output.WriteLine(paths.Html); }
        }
        output.Flush();
    }

    private void Save() => ResultFile.Write(paths.Executed, path => NotebookWriter.Save(notebook, path));

    private void Report(RunFailure failure)
    {
        string where = failure.Error.Line is { } line ? $", line {line}: {failure.Error.SourceLine?.Trim()}" : "";
        log.WriteLine($"{paths.Source}: code cell {failure.CellNumber} (id {failure.CellId}) failed{where}");
        foreach (string text in failure.Error.Traceback) { log.WriteLine($"  {text}"); }
    }

    private JsonObject Summary(RunFailure? failure, IReadOnlyList<RunFailure> allowed, TimeSpan elapsed) => new()
    {
        ["notebook"] = paths.Source,
        ["succeeded"] = failure is null,
        ["executed"] = paths.Executed,
        ["html"] = invocation.Html ? paths.Html : null,
        ["code_cells"] = notebook.CodeCells.Count(),
        ["parameters"] = new JsonObject(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Json?.DeepClone()))),
        ["elapsed_ms"] = Math.Round(elapsed.TotalMilliseconds),
        ["allowed_errors"] = new JsonArray([.. allowed.Select(one => (JsonNode)Describe(one))]),
        ["error"] = failure is null ? null : Describe(failure),
    };

    private static JsonObject Describe(RunFailure failure) => new()
    {
        ["cell"] = failure.CellNumber,
        ["cell_id"] = failure.CellId,
        ["line"] = failure.Error.Line,
        ["source_line"] = failure.Error.SourceLine,
        ["name"] = failure.Error.Name,
        ["message"] = failure.Error.Message,
    };
}
