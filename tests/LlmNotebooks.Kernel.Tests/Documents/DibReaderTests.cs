using System.Text;
using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests.Documents;

public sealed class DibReaderTests
{
    private const string Meta = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["c#"],"languageName":"csharp","name":"csharp"},{"aliases":["shop"],"languageName":"SQL","name":"sql-shop"}]}}


        """;

    [Fact]
    public void Cells_begin_where_a_line_names_their_language()
    {
        Notebook notebook = Read(Meta + "#!csharp\n\nint x = 1;\n\n#!time\nx\n\n#!markdown\n\n# Title\n\ntext #!csharp\n\n#!C#\n\nx + 1\n#!csharp\n\n\n");

        Assert.Equal(
            [(CellKind.Code, "int x = 1;\n\n#!time\nx"), (CellKind.Markdown, "# Title\n\ntext #!csharp"), (CellKind.Code, "x + 1")],
            notebook.Cells.Select(cell => (cell.Kind, cell.Source)));
        Assert.Equal(3, notebook.Cells.Select(cell => cell.Id).Distinct().Count());
        Assert.Null(Record.Exception(() => NotebookLanguage.RequireCSharp(notebook, "n.dib")));
        Assert.Equal(3, NotebookReader.Read(Encoding.UTF8.GetBytes(NotebookWriter.Write(notebook))).Cells.Count);
    }

    [Theory]
    [InlineData("1 + 1", "csharp")]
    [InlineData("\uFEFF#!c#\r\n1 + 1\r\n", "csharp")]
    [InlineData("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}\n#!markdown\n", null)]
    [InlineData("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}\n#!f#\n1 + 1", "fsharp")]
    [InlineData("#!meta\n{}\n#!pwsh\n1 + 1", "pwsh")]
    [InlineData("#!meta\n{\"kernelInfo\":{\"items\":[{\"name\":\"sql-shop\"}]}}\n#!sql-shop --limit 3\n1 + 1", "sql-shop")]
    public void The_language_is_the_line_s_else_the_file_s_else_CSharp(string text, string? language)
    {
        Notebook notebook = Read(text);

        Assert.Equal(language, notebook.Cells.Select(CellLanguage.Of).SingleOrDefault());
        Assert.All(notebook.Cells, cell => Assert.Equal("1 + 1", cell.Source));
    }

    [Fact]
    public void Cells_in_other_languages_are_refused_by_number_and_name_before_any_runs()
    {
        NotebookFormatException error = Assert.Throws<NotebookFormatException>(() => NotebookLanguage.RequireCSharp(
            Read(Meta + "#!csharp\n1\n#!fsharp\n2\n#!html\n<b>3</b>\n#!pwsh\n4\n#!sql-shop\n5\n#!value --name v\n6"), "n.dib"));

        Assert.StartsWith(
            "n.dib: code cell 2 is in F#, code cell 4 is in PowerShell, code cell 5 is in sql-shop, code cell 6 is in values (#!value); this kernel runs C# only.",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("polyglot_notebook", "kernelName", "fsharp", "F#")]
    [InlineData("dotnet_interactive", "language", "pwsh", "PowerShell")]
    public void Cells_of_ipynb_files_say_their_language_in_their_metadata(string group, string name, string language, string title)
    {
        Notebook notebook = Notebooks.Of("1");
        notebook.Cells[0].Metadata[group] = new System.Text.Json.Nodes.JsonObject { [name] = language };

        Assert.Contains(
            $"code cell 1 is in {title}",
            Assert.Throws<NotebookFormatException>(() => NotebookLanguage.RequireCSharp(notebook, "n.ipynb")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_markup_languages_is_shown_as_such()
    {
        Notebook notebook = Read("#!html\n<b>bold</b>\n#!mermaid\ngraph LR; A-->B\n#!csharp\n#!csharp\n42");

        RunFailure? failure = await Notebooks.RunAsync(notebook);

        Assert.Null(failure);
        Assert.Equal("<b>bold</b>", Shown(notebook.Cells[0]).Text(MimeTypeNames.Html));
        Assert.Equal("```mermaid\ngraph LR; A-->B\n```\n", Shown(notebook.Cells[1]).Text(MimeTypeNames.Markdown));
        Assert.Equal("42", Shown(notebook.Cells[2]).Text(MimeTypeNames.Plain));
    }

    [Theory]
    [InlineData("int x = 1;\n#!share --from fsharp y", "by their names")]
    [InlineData("#!set --name x --value 1", "--param")]
    [InlineData("#!connect mssql", "#r \"nuget:")]
    [InlineData("int x = 1;\n#!fsharp\nx", "this kernel runs C# only, F# needs a kernel of its own")]
    [InlineData("%%bash\nls", "System.Diagnostics.Process")]
    [InlineData("#!nonsense", "'#!nonsense' is not supported")]
    public async Task Commands_that_this_kernel_does_not_have_say_the_way_out(string code, string way)
    {
        CellError error = await Notebooks.ErrorAsync(code);

        Assert.Contains(way, error.Message, StringComparison.Ordinal);
        Assert.Contains("error magic", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!meta\n{\n\"kernelInfo\": nothing }\n#!csharp\n1", "line 3")]
    public void A_description_that_is_not_JSON_is_named_by_its_line(string text, string place) =>
        Assert.Contains(place, Assert.Throws<NotebookFormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static MimeBundle Shown(Cell cell) => Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs)).Data;

    private static Notebook Read(string text) => DibReader.Read(Encoding.UTF8.GetBytes(text));
}
