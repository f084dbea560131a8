using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Display;

public sealed class DisplayTests
{
    private static readonly string Kit = Repository.PathOf("artifacts", "kit");

    [Fact]
    public async Task Display_shows_values_among_the_streams_in_order()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("Console.Write(1); display(\"two\"); Console.Write(3);");

        Assert.Collection(
            outputs,
            output => Assert.Equal("1", ((StreamOutput)output).Text),
            output => Assert.Equal(("two", false), (((DisplayOutput)output).Data.Text(MimeTypeNames.Plain), ((DisplayOutput)output).IsResult)),
            output => Assert.Equal("3", ((StreamOutput)output).Text));
    }

    [Fact]
    public async Task A_display_is_updated_in_its_place_also_from_a_later_cell()
    {
        Notebook notebook = Notebooks.Of("var first = display(1);\nvar second = display(\"*a*\", \"text/markdown\");", "first.Update(2);\nsecond.Update(\"*b*\");");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Equal(["2", "*b*"], notebook.Cells[0].Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text(output.Data.MimeTypes.First())));
        Assert.Empty(notebook.Cells[1].Outputs);
    }

    [Fact]
    public async Task Display_as_the_last_expression_is_shown_once() =>
        Assert.Single(await Notebooks.OutputsAsync("display(1)"));

    [Theory]
    [InlineData("new[] { new { A = 1 } }.Display();", "text/html", "text/plain")]
    [InlineData("\"*a*\".Display(\"text/markdown\")", "text/markdown", "text/plain")]
    [InlineData("\"*a*\".DisplayAs(\"text/markdown\")", "text/markdown", "text/plain")]
    [InlineData("new[] { new { A = 1 } }.DisplayTable()", "text/html", "text/plain")]
    [InlineData("new List<(int, string)> { (1, \"a\") }.DisplayTable();", "text/html", "text/plain")]
    [InlineData("((int[])null).DisplayTable();", "text/plain")]
    [InlineData("new[] { new { A = 1 } }.DisplayTable(\"text/plain\");", "text/plain")]
    [InlineData("\"<b>\".Display(\"text/html\", \"text/markdown\", \"text/plain\");", "text/html", "text/markdown", "text/plain")]
    [InlineData("display(\"<b>\", \"text/html\", \"text/markdown\");", "text/html", "text/markdown", "text/plain")]
    [InlineData("object nothing = null;\nnothing.Display();", "text/plain")]
    public async Task Values_show_themselves_once_in_the_types_that_are_asked_for(string code, params string[] mimeTypes) =>
        Assert.Equal(mimeTypes, Assert.IsType<DisplayOutput>(Assert.Single(await Notebooks.OutputsAsync(code))).Data.MimeTypes.Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_value_that_showed_itself_is_updated_in_its_place()
    {
        Notebook notebook = Notebooks.Of("var shown = \"*a*\".Display(\"text/markdown\", \"text/html\");", "shown.Update(\"*b*\");");

        Assert.Null(await Notebooks.RunAsync(notebook));

        MimeBundle data = Assert.IsType<DisplayOutput>(Assert.Single(notebook.Cells[0].Outputs)).Data;
        Assert.Equal(("*b*", "*b*"), (data.Text(MimeTypeNames.Markdown), data.Text(MimeTypeNames.Html)));
    }

    [Theory]
    [InlineData("CSS(\".a { color: red }\");", "<style>.a { color: red }</style>")]
    [InlineData("Javascript(\"let a = 1;\");", "<script type=\"text/javascript\">let a = 1;</script>")]
    public async Task Styles_and_scripts_go_to_the_page(string code, string expected) =>
        Assert.Equal(expected, Assert.IsType<DisplayOutput>(Assert.Single(await Notebooks.OutputsAsync(code))).Data.Text(MimeTypeNames.Html));

    [Fact]
    public async Task Display_works_in_classes_methods_and_threads()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(
            "static class Report { public static void Show(object o) => display(HTML($\"<p>{o}</p>\")); }\nReport.Show(1);\nawait Task.Run(() => Report.Show(2));\nvar thread = new Thread(() => Report.Show(3)); thread.Start(); thread.Join();");

        Assert.Equal(["<p>1</p>", "<p>2</p>", "<p>3</p>"], outputs.Select(output => ((DisplayOutput)output).Data.Text(MimeTypeNames.Html)));
    }

    [Theory]
    [InlineData("Task.Run(async () => { await gate.WaitAsync(); Console.Write(\"late\"); display(5); })")]
    [InlineData("((Func<Task>)(async () => { await gate.WaitAsync(); Console.Write(\"late\"); display(5); }))()")]
    [InlineData("gate.WaitAsync().ContinueWith(_ => { Console.Write(\"late\"); display(5); })")]
    [InlineData("Started(new Thread(() => { gate.Wait(); Console.Write(\"late\"); display(5); }))")]
    public async Task What_outlives_its_cell_writes_to_its_cell(string start)
    {
        Notebook notebook = Notebooks.Of(
            "Task Started(Thread thread) { thread.Start(); return Task.Run(thread.Join); }",
            $"var gate = new SemaphoreSlim(0);\nTask late = {start};",
            "gate.Release();\nawait late;\nConsole.Write(\"own\");");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Equal("late", Assert.IsType<StreamOutput>(notebook.Cells[1].Outputs[0]).Text);
        Assert.Equal("5", Assert.IsType<DisplayOutput>(notebook.Cells[1].Outputs[1]).Data.Text(MimeTypeNames.Plain));
        Assert.Equal("own", Assert.IsType<StreamOutput>(Assert.Single(notebook.Cells[2].Outputs)).Text);
    }

    [Fact]
    public async Task Figures_and_bare_charts_share_one_library_a_notebook()
    {
        Notebook notebook = Notebooks.Of(
            $"#r \"{Kit}/LlmNotebooks.dll\"\n#r \"{Kit}/Plotly.NET.CSharp.dll\"",
            "var chart = Plotly.NET.CSharp.Chart.Line<int, int, string>([1, 2], [3, 4]);\nnew LlmNotebooks.Charts.Figure(chart)",
            "new LlmNotebooks.Charts.Figure(chart)",
            "chart");

        Assert.Null(await Notebooks.RunAsync(notebook));

        MimeBundle[] bundles = [.. notebook.Cells.Skip(1).Select(cell => Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs)).Data)];
        Assert.Equal([1, 0, 0], bundles.Select(bundle => Count(bundle.Text(MimeTypeNames.Html)!, "data-once=\"plotly.js-2.28.0\"")));
        Assert.All(bundles, bundle => Assert.Equal("scatter", (string?)bundle[MimeTypeNames.Plotly]?["data"]?[0]?["type"]));
        Assert.All(bundles, bundle => Assert.Contains("1 trace", bundle.Text(MimeTypeNames.Plain), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_runs_give_the_same_notebook()
    {
        string[] code =
        [
            $"#r \"{Kit}/LlmNotebooks.dll\"",
            "new LlmNotebooks.Charts.Figure(Plotly.NET.CSharp.Chart.Line<int, int, string>([1, 2], [3, 4]))",
            "var handle = display(new { A = 1 }); handle.Update(Enumerable.Range(0, 3)); Console.WriteLine(1.5);",
            "throw new Exception(\"end\");",
        ];
        code[0] += $"\n#r \"{Kit}/Plotly.NET.CSharp.dll\"";
        Notebook first = Notebooks.Of(code), second = Notebooks.Of(code);

        Assert.NotNull(await Notebooks.RunAsync(first));
        Assert.NotNull(await Notebooks.RunAsync(second));

        Assert.Equal(NotebookWriter.Write(first), NotebookWriter.Write(second));
    }

    [Fact]
    public async Task Ten_megabytes_of_text_are_kept_whole()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("for (int i = 0; i < 100_000; i++) { Console.WriteLine(new string('x', 99)); }");

        Assert.Equal(10_000_000, Assert.IsType<StreamOutput>(Assert.Single(outputs)).Text.Length);
    }

    [Fact]
    public async Task Text_of_every_script_and_carriage_returns_in_the_source_come_through()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("// комментарий\r\nvar größe = \"日本 🎉\";\r\nConsole.WriteLine(größe);\r\ngröße");

        Assert.Equal("日本 🎉\n", ((StreamOutput)outputs[0]).Text);
        Assert.Equal("日本 🎉", ((DisplayOutput)outputs[1]).Data.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public async Task Notebooks_with_nothing_to_run_run()
    {
        var prose = new Notebook();
        prose.Cells.Add(new Cell { Kind = CellKind.Markdown, Id = "m", Source = "# Title" });
        prose.Cells.Add(new Cell { Kind = CellKind.Raw, Id = "r", Source = "raw" });

        Assert.Null(await Notebooks.RunAsync(new Notebook()));
        Assert.Null(await Notebooks.RunAsync(prose));
        Assert.Equal(["# Title", "raw"], prose.Cells.Select(cell => cell.Source));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
