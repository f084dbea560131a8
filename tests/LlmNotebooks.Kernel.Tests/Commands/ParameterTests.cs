using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Commands;

/// <summary>Runs with values for a notebook's parameters, and notebooks in .dib files, by the program.</summary>
public sealed class ParameterTests
{
    private static readonly string Kernel = Repository.PathOf("artifacts", "bin", "LlmNotebooks.Kernel", Repository.Configuration, "LlmNotebooks.Kernel.dll");

    [Fact]
    public async Task Values_reach_the_cells_the_executed_notebook_and_the_report()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb");
        await File.WriteAllTextAsync(folder.File("p.json"), """{ "top": 1, "name": "from the file" }""", Cancel);

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--param", "top=5", "-p", "share=0.5", "--param-file", "p.json", "--json", "--no-html");

        Assert.Equal(0, run.ExitCode);
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.Equal("""{"top":5,"name":"from the file","share":0.5}""", report["parameters"]!.ToJsonString());
        Notebook executed = await NotebookReader.LoadAsync((string)report["executed"]!, Cancel);
        Assert.Equal("// Parameters\ntop = 5;\nname = \"from the file\";\nshare = 0.5d;", executed.Cells[1].Source);
        Assert.Equal("from the file 5 0.5", Assert.IsType<DisplayOutput>(executed.Cells[2].Outputs[0]).Data.Text(MimeTypeNames.Plain));
    }

    [Theory]
    [InlineData("has no parameter 'toop'; there are top (int), name (string), share (double)", "--param", "toop=1")]
    [InlineData("'many' is not a value of the type int", "--param", "top=many")]
    [InlineData("--param top is given twice", "--param", "top=1", "--param", "top=2")]
    [InlineData("--param needs NAME=VALUE, found 'top'", "--param", "top")]
    [InlineData("--param needs NAME=VALUE", "-p")]
    [InlineData("none.json", "--param-file", "none.json")]
    public async Task What_is_wrong_is_said_before_the_first_cell_runs(string reason, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb");

        Finished run = await RunAsync(folder, ["run", "a.ipynb", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("out/a.ipynb")));
    }

    [Fact]
    public async Task A_dib_file_runs_into_a_notebook_and_is_exported()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("a.dib"), "#!markdown\n\n# Title\n\n#!csharp\n\nint x = 6;\n\n#!csharp\n\nx * 7\n", Cancel);

        Finished run = await RunAsync(folder, "run", "a.dib"), export = await RunAsync(folder, "export", "a.dib");

        Assert.Equal((0, 0), (run.ExitCode, export.ExitCode));
        Notebook executed = await NotebookReader.LoadAsync(folder.File("out/a.ipynb"), Cancel);
        Assert.Equal("42", Assert.IsType<DisplayOutput>(executed.Cells[2].Outputs[0]).Data.Text(MimeTypeNames.Plain));
        Assert.Contains("<title>Title</title>", await File.ReadAllTextAsync(folder.File("a.html"), Cancel), StringComparison.Ordinal);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Finished> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        Processes.RunAsync("dotnet", folder.Path, ["exec", Kernel, .. arguments]);

    private static void Write(TemporaryFolder folder, string name)
    {
        Notebook notebook = Notebooks.Of("int top = 3;\nstring name = \"default\";\nvar share = 0.1;", "FormattableString.Invariant($\"{name} {top} {share}\")");
        notebook.Cells[0].Metadata["tags"] = new JsonArray("parameters");
        NotebookWriter.Save(notebook, folder.File(name));
    }
}
