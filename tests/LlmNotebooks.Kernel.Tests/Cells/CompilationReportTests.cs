using LlmNotebooks.Kernel.Cells;

namespace LlmNotebooks.Kernel.Tests.Cells;

public sealed class CompilationReportTests
{
    [Theory]
    [InlineData("static class Ext { public static string Tw(this string s) => s + s; }", "static int Twice(this int x) => 2 * x;")]
    [InlineData("#r nuget: Foo, 1.0", "#r \"nuget: NAME, VERSION\"")]
    [InlineData("using var f = new MemoryStream();", "using (var x = …) { … }")]
    [InlineData("namespace N { class A { } }", "a script has no namespaces")]
    [InlineData("Formatter.Register<int>(i => \"x\");", "#r \"nuget: Microsoft.DotNet.Interactive.Formatting, ")]
    [InlineData("using Microsoft.DotNet.Interactive.Formatting;", "#r \"nuget: Microsoft.DotNet.Interactive.Formatting, ")]
    [InlineData("PocketView view = null;", "#r \"nuget: Microsoft.DotNet.Interactive.Formatting, ")]
    [InlineData("div[style: \"x\"](h1(\"title\"))", "using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;")]
    [InlineData("KernelInvocationContext.Current.Display(1);", "show values with display(x)")]
    [InlineData("using Microsoft.DotNet.Interactive.Commands;", "show values with display(x)")]
    public async Task What_cells_write_differently_has_a_hint(string code, string hint) =>
        Assert.Contains(hint, (await Notebooks.ErrorAsync(code)).Traceback[^1], StringComparison.Ordinal);

    [Theory]
    [InlineData("int x = b + i;")]
    [InlineData("var formatter = MyFormatter.Create();")]
    public async Task Names_that_are_merely_missing_have_none(string code) =>
        Assert.DoesNotContain((await Notebooks.ErrorAsync(code)).Traceback, line => line.StartsWith("hint:", StringComparison.Ordinal));

    [Theory]
    [InlineData("Kernel.Root")]
    [InlineData("Microsoft.DotNet.Interactive.Kernel.Current")]
    public async Task Kernels_of_the_archived_product_are_refused_in_a_sentence(string code) =>
        Assert.Contains("There is one kernel here", (await Notebooks.ErrorAsync(code)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_compiler_s_name_of_a_cell_is_not_in_its_messages()
    {
        CellError twice = await Notebooks.ErrorAsync("int twice = 1;\nint twice = 2;");
        CellError nested = await Notebooks.ErrorAsync("class Score { }\nint x = new Score();");

        Assert.Equal("(2,5): error CS0102: The cell already contains a definition for 'twice'", twice.Message);
        Assert.Equal("(2,9): error CS0029: Cannot implicitly convert type 'Score' to 'int'", nested.Message);
    }

    [Fact]
    public async Task Every_compile_error_is_reported_with_its_place()
    {
        CellError error = await Notebooks.ErrorAsync("int x = 1;\n\tint y = missing;\nstring s = 2;");

        Assert.Equal("CompilationError", error.Name);
        Assert.Equal((2, "\tint y = missing;"), (error.Line, error.SourceLine));
        Assert.Equal(
            [
                "cell 1(2,10): error CS0103: The name 'missing' does not exist in the current context",
                "  2 | \tint y = missing;",
                "    | \t        ^",
                "cell 1(3,12): error CS0029: Cannot implicitly convert type 'int' to 'string'",
                "  3 | string s = 2;",
                "    |            ^",
            ],
            error.Traceback);
    }

    [Theory]
    [InlineData("using var reader = new StringReader(\"\");", true)]
    [InlineData("using StringReader reader = new(\"\");", true)]
    [InlineData("using Missing = No.Such.Name;", false)]
    public async Task Using_declarations_which_scripts_do_not_have_are_explained(string code, bool explained)
    {
        CellError error = await Notebooks.ErrorAsync(code);

        Assert.Equal(explained, error.Traceback[^1].StartsWith("hint: a script has no using declarations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cell_with_checks_that_does_not_compile_is_reported_as_it_was_written()
    {
        CellError error = await Notebooks.ErrorAsync("while (true) { await Task.Yield(); int x = missing; }");

        Assert.Equal((1, 44), (error.Line, error.Column));
        Assert.Equal("  1 | while (true) { await Task.Yield(); int x = missing; }", error.Traceback[1]);
    }
}
