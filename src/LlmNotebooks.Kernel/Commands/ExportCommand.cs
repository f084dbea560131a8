using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Writes notebooks as HTML, with the outputs that they hold.</summary>
internal sealed class ExportCommand(Invocation invocation, TextWriter output, TextWriter log)
{
    /// <returns>The exit code: 0 when every page was written, otherwise 1.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        bool failed = false;
        foreach (NotebookPaths paths in NotebookPaths.Plan(invocation))
        {
            try
            {
                await ExportAsync(paths, cancellationToken);
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

    private async Task ExportAsync(NotebookPaths paths, CancellationToken cancellationToken)
    {
        Notebook notebook = await NotebookReader.LoadAsync(paths.Source, cancellationToken);
        string page = HtmlExporter.Export(notebook, Path.GetFileNameWithoutExtension(paths.Source), paths.Folder);
        ResultFile.Write(paths.Html, path => File.WriteAllText(path, page));
        output.WriteLine(invocation.Json ? Summary(notebook, paths).ToJsonString() : paths.Html);
    }

    /// <summary>What a run reports too, by the same names.</summary>
    private static JsonObject Summary(Notebook notebook, NotebookPaths paths) => new()
    {
        ["notebook"] = paths.Source,
        ["succeeded"] = true,
        ["html"] = paths.Html,
        ["code_cells"] = notebook.CodeCells.Count(),
    };
}
