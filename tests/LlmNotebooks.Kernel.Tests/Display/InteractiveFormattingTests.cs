using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Display;

/// <summary>What notebooks show by the formatting package of .NET Interactive, which they bring themselves.</summary>
public sealed class InteractiveFormattingTests
{
    private static readonly string Package = $"#r \"{Path.Combine(AppContext.BaseDirectory, "Microsoft.DotNet.Interactive.Formatting.dll").Replace('\\', '/')}\"";

    private const string Tags = "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;";

    [Theory]
    [InlineData("div[style: \"color:red\"](\"a <b>\", b(\"c\"))", "<div style=\"color:red\">a &lt;b&gt;<b>c</b></div>")]
    [InlineData("PocketView view = h1(\"title\");\nview", "<h1>title</h1>")]
    [InlineData("div(HTML(\"<i>kept</i>\"))", "<div><i>kept</i></div>")]
    [InlineData("new Microsoft.AspNetCore.Html.HtmlString(\"<b>x</b>\")", "<b>x</b>")]
    [InlineData("\"<b>x</b>\".ToHtmlContent()", "<b>x</b>")]
    public async Task What_writes_itself_as_html_is_shown_as_html(string code, string expected) =>
        Assert.Equal(expected, Html(Assert.Single(await Notebooks.OutputsAsync(Package, Tags, code))));

    [Fact]
    public async Task It_is_html_within_a_table_too()
    {
        string? table = Html(Assert.Single(await Notebooks.OutputsAsync(Package, Tags, "new[] { new { Name = \"<x>\", View = (object)b(\"bold\") } }")));

        Assert.Contains("&lt;x&gt;", table, StringComparison.Ordinal);
        Assert.Contains("<b>bold</b>", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_of_ones_own_that_has_the_interface_is_found_without_the_package()
    {
        string abstractions = Path.Combine(AppContext.BaseDirectory, "Microsoft.AspNetCore.Html.Abstractions.dll").Replace('\\', '/');

        Assert.Equal("<b>own</b>", Html(Assert.Single(await Notebooks.OutputsAsync(
            $"#r \"{abstractions}\"\nclass Own : Microsoft.AspNetCore.Html.IHtmlContent {{ public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => writer.Write(\"<b>own</b>\"); }}\nnew Own()"))));
    }

    [Theory]
    [InlineData("Formatter.Register<Version>(v => $\"<b>{v.Major}</b>\", \"text/html\");")]
    [InlineData("Formatter.Register<Version>((v, writer) => writer.Write($\"<b>{v.Major}</b>\"), \"text/html\");")]
    [InlineData("Formatter.Register(typeof(Version), (v, writer) => writer.Write($\"<b>{((Version)v).Major}</b>\"), \"text/html\");")]
    [InlineData("Formatter.Register<IComparable>(v => v is Version version ? $\"<b>{version.Major}</b>\" : $\"{v}\", mimeType: HtmlFormatter.MimeType);")]
    public async Task A_formatter_that_a_cell_registers_shows_values_of_its_type_and_those_below_it(string register)
    {
        Notebook notebook = Notebooks.Of(Package, register, "new Version(7, 1)", "display(new Version(7, 2));\nnew Version(7, 3).Display();", "new[] { new Version(7, 4), new Version(8, 0) }", "new { Mine = new Version(7, 5) }");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Equal("<b>7</b>", Html(Assert.Single(notebook.Cells[2].Outputs)));
        Assert.Equal(["<b>7</b>", "<b>7</b>"], notebook.Cells[3].Outputs.Select(Html));
        Assert.Contains("<td style=\"text-align:left\"><b>8</b></td>", Html(notebook.Cells[4].Outputs[0]), StringComparison.Ordinal);
        Assert.Contains("<b>7</b>", Html(notebook.Cells[5].Outputs[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formatters_are_honoured_in_every_type_also_plain_text_and_json_and_may_replace_each_other()
    {
        Notebook notebook = Notebooks.Of(
            Package,
            "class Score { public double Value = 1; }\nFormatter.Register<Score>(s => $\"score {s.Value}\");\nFormatter.Register<Score>(s => \"{\\\"v\\\":1}\", \"application/json\");",
            "new Score()", "new[] { new Score() }", "Formatter.Register<Score>(s => \"again\");\nnew Score()", "display(new Score(), \"application/json\");");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Equal("score 1", Plain(notebook.Cells[2].Outputs[0]));
        Assert.Null(Html(notebook.Cells[2].Outputs[0]));
        Assert.Contains("score 1", Plain(notebook.Cells[3].Outputs[0]), StringComparison.Ordinal);
        Assert.Equal("again", Plain(notebook.Cells[4].Outputs[0]));
        Assert.Equal(1, (int)Assert.IsType<DisplayOutput>(notebook.Cells[5].Outputs[0]).Data["application/json"]!["v"]!);
    }

    [Fact]
    public async Task A_preferred_type_is_taken_in_place_of_html_and_a_reset_brings_all_back()
    {
        Notebook notebook = Notebooks.Of(
            Package, "record Row(int A);\nFormatter.SetPreferredMimeTypesFor(typeof(Row), \"text/plain\");", "new Row(1)", "Formatter.ResetToDefault();\nnew Row(1)");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Null(Html(notebook.Cells[2].Outputs[0]));
        Assert.Equal("Row { A = 1 }", Plain(notebook.Cells[2].Outputs[0]));
        Assert.NotNull(Html(notebook.Cells[3].Outputs[0]));
    }

    [Fact]
    public async Task What_the_package_s_own_functions_show_is_shown_once()
    {
        Notebook notebook = Notebooks.Of(Package, "var shown = System.DisplayExtensions.Display(1, \"text/plain\");\nshown", "shown.Update(2);");

        Assert.Null(await Notebooks.RunAsync(notebook));

        Assert.Equal("1", Plain(Assert.Single(notebook.Cells[1].Outputs)));
        // The package tells of an update without saying of what: its handle is another than the one that it has shown.
        Assert.Equal("2", Plain(Assert.Single(notebook.Cells[2].Outputs)));
    }

    [Theory]
    [InlineData("new[] { new { A = 1 } }.DisplayTable();")]
    [InlineData("new[] { new { A = 1 } }.Display();")]
    [InlineData("object value = 1;\nvalue.Display(\"text/plain\");")]
    [InlineData("\"a\".Display(\"text/html\", \"text/markdown\", \"text/plain\");")]
    [InlineData("\"*a*\".DisplayAs(\"text/markdown\");")]
    public async Task A_value_shows_itself_without_doubt_about_whose_function_is_meant(string code) =>
        Assert.Single(await Notebooks.OutputsAsync(Package, code));

    [Fact]
    public async Task A_formatter_that_throws_is_told_in_the_value_s_place() =>
        Assert.Contains("could not be shown", Plain(Assert.Single(await Notebooks.OutputsAsync(Package, "Formatter.Register<Version>(v => throw new Exception(\"no\"), \"text/html\");", "new Version(1, 2)"))), StringComparison.Ordinal);

    private static string? Html(CellOutput output) => Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Html);

    private static string? Plain(CellOutput output) => Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Plain);
}
