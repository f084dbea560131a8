using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;

namespace LlmNotebooks.Kernel.Commands;

/// <summary>Writes notebooks as HTML, with the outputs that they hold.</summary>
internal static class ExportCommand
{
    public static async Task<int> RunAsync(Invocation invocation, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (NotebookPaths paths in NotebookPaths.Plan(invocation))
        {
            Notebook notebook = await NotebookReader.LoadAsync(paths.Source, cancellationToken);
            string page = HtmlExporter.Export(notebook, Path.GetFileNameWithoutExtension(paths.Source), paths.Folder);
            Directory.CreateDirectory(Path.GetDirectoryName(paths.Html)!);
            await File.WriteAllTextAsync(paths.Html, page, cancellationToken);
            output.WriteLine(paths.Html);
        }
        return 0;
    }
}
