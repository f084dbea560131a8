using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Runs;

/// <summary>Cells that may fail, in runs of the kernel's program.</summary>
public sealed class AllowedErrorTests
{
    private static readonly string Kernel = Repository.PathOf("artifacts", "bin", "LlmNotebooks.Kernel", Repository.Configuration, "LlmNotebooks.Kernel.dll");

    [Fact]
    public async Task A_cell_tagged_raises_exception_shows_its_error_and_the_run_goes_on()
    {
        (Finished run, Notebook notebook) = await RunAsync([], "int x = 1;", "x / (x - 1)", "missing", "x");

        Assert.Equal(1, run.ExitCode);
        Assert.IsType<ErrorOutput>(Assert.Single(notebook.Cells[1].Outputs));
        Assert.IsType<ErrorOutput>(Assert.Single(notebook.Cells[2].Outputs));
        Assert.Null(notebook.Cells[3].ExecutionCount);
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.Equal((3, "CompilationError"), ((int)report["error"]!["cell"]!, (string?)report["error"]!["name"]));
        Assert.Equal("System.DivideByZeroException", (string?)Assert.Single(report["allowed_errors"]!.AsArray())!["name"]);
        Assert.Contains("code cell 2 (id c2) failed, as it may: System.DivideByZeroException", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_allow_errors_every_cell_runs_and_the_errors_are_in_the_report()
    {
        (Finished run, Notebook notebook) = await RunAsync(["--allow-errors"], "int x = 1;", "x / (x - 1)", "missing", "x");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("1", Assert.IsType<DisplayOutput>(Assert.Single(notebook.Cells[3].Outputs)).Data.Text(MimeTypeNames.Plain));
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.True((bool)report["succeeded"]!);
        Assert.Equal([2, 3], report["allowed_errors"]!.AsArray().Select(error => (int)error!["cell"]!));
    }

    private static async Task<(Finished Run, Notebook Notebook)> RunAsync(string[] options, params string[] code)
    {
        using var folder = new TemporaryFolder();
        Notebook notebook = Notebooks.Of(code);
        notebook.Cells[1].Metadata["tags"] = new JsonArray("other", "raises-exception");
        NotebookWriter.Save(notebook, folder.File("a.ipynb"));
        Finished run = await Processes.RunAsync("dotnet", folder.Path, ["exec", Kernel, "run", "a.ipynb", "--json", "--no-html", .. options]);
        return (run, await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), TestContext.Current.CancellationToken));
    }
}
