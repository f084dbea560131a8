using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Session;

public sealed class CellTests
{
    [Fact]
    public async Task A_cell_sees_what_earlier_cells_declared()
    {
        string? value = await Notebooks.ValueAsync(
            "using System.Numerics;\nint x = 20;\nrecord Pair(int A, int B);",
            "int Twice(int n) => 2 * n;",
            "x++;",
            "new Pair(Twice(x), (int)new BigInteger(1)).ToString()");

        Assert.Equal("Pair { A = 42, B = 1 }", value);
    }

    [Fact]
    public async Task A_later_declaration_takes_the_place_of_an_earlier_one() =>
        Assert.Equal("two", await Notebooks.ValueAsync("int x = 1; int F() => 1;", "string x = \"two\"; string F() => x;", "F()"));

    [Theory]
    [InlineData("1", "using Map = System.Collections.Generic.Dictionary<string, int>;", "new Map { [\"a\"] = 1 }.Count")]
    [InlineData("3", "using static System.Math;", "Max(1, 3)")]
    [InlineData("P { A = 1, B = 2 }", "record P(int A);", "record P(int A, int B);", "new P(1, 2).ToString()")]
    [InlineData("3", "int F() => 1;", "int F(int x) => 2;", "F() + F(0)")]
    [InlineData("2", "int F() => 1;", "int F() => 2;", "F()")]
    [InlineData("2", "int a = 1, b = 2;", "(a, b) = (b, a);", "a")]
    [InlineData("none", "#nullable enable\nstring? s = null;", "s ?? \"none\"")]
    [InlineData("4", "static class Squares { public static int Of(int n) => n * n; }", "static int Twice(this int n) => 2 * n;", "2.Twice()")]
    [InlineData("6", "var union = 5; union += 1;", "union")]
    [InlineData("6", "int closed = 6; int extension(int safe) => safe; closed = extension(closed);", "closed")]
    [InlineData("2", "IList list = new ArrayList { 1, 2 };", "list.Count")]
    [InlineData("true", "using System.Timers;", "new Timer() is System.Timers.Timer")]
    [InlineData("1,2", "IEnumerable<int> Numbers() { yield return 1; yield return 2; }", "string.Join(\",\", Numbers())")]
    public async Task Declarations_of_every_kind_go_from_cell_to_cell(string expected, params string[] code) =>
        Assert.Equal(expected, await Notebooks.ValueAsync(code));

    [Fact]
    public async Task Cells_may_await_at_top_level() =>
        Assert.Equal("3", await Notebooks.ValueAsync("int x = await Task.FromResult(1);", "await Task.Delay(1); x + await Task.FromResult(2)"));

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("1.5", "1.5")]
    [InlineData("\"text\"", "text")]
    [InlineData("(string?)null", "null")]
    [InlineData("return 7;", "7")]
    [InlineData("1 == 1", "true")]
    public async Task The_last_expression_without_a_semicolon_is_the_value(string code, string expected)
    {
        DisplayOutput output = Assert.IsType<DisplayOutput>(Assert.Single(await Notebooks.OutputsAsync(code)));

        Assert.Equal(expected, output.Data.Text(MimeTypeNames.Plain));
        Assert.True(output.IsResult);
        Assert.Equal(1, output.ExecutionCount);
    }

    [Theory]
    [InlineData("int x = 1;")]
    [InlineData("int x = 1; x.ToString();")]
    [InlineData("GC.KeepAlive(1)")]
    [InlineData("await Task.Delay(1)")]
    [InlineData("// only a comment")]
    [InlineData("using System.Net;")]
    public async Task Other_cells_have_no_value(string code) => Assert.Empty(await Notebooks.OutputsAsync(code));

    [Fact]
    public async Task Output_and_error_streams_keep_their_order()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(
            "Console.Write(\"a\"); Console.WriteLine(1); Console.Error.WriteLine(\"b\"); Console.WriteLine(\"c\"); 5");

        Assert.Collection(
            outputs,
            output => Assert.Equal(new StreamOutput("stdout", "a1\n"), output as StreamOutput, SameStream),
            output => Assert.Equal(new StreamOutput("stderr", "b\n"), output as StreamOutput, SameStream),
            output => Assert.Equal(new StreamOutput("stdout", "c\n"), output as StreamOutput, SameStream),
            output => Assert.True(Assert.IsType<DisplayOutput>(output).IsResult));
    }

    [Fact]
    public async Task The_console_is_the_next_cells_again_after_one_redirected_it()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("Console.SetOut(new StringWriter());\nConsole.WriteLine(\"away\");", "Console.WriteLine(\"back\");");

        Assert.Equal("back\n", Assert.IsType<StreamOutput>(Assert.Single(outputs)).Text);
    }

    [Fact]
    public async Task A_change_of_folder_lasts_and_a_removed_folder_is_left()
    {
        using var folder = new TemporaryFolder();
        Notebook notebook = Notebooks.Of(
            "Directory.CreateDirectory(\"a\");\nDirectory.SetCurrentDirectory(\"a\");",
            "var seen = Path.GetFileName(Directory.GetCurrentDirectory());\nDirectory.Delete(\"../a\");",
            "seen + \" \" + Path.GetFileName(Directory.GetCurrentDirectory())");

        Assert.Null(await Notebooks.RunAsync(notebook, folder.Path));

        Assert.Equal($"a {Path.GetFileName(folder.Path)}", Assert.IsType<DisplayOutput>(notebook.Cells[2].Outputs[0]).Data.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public async Task Many_threads_may_write_at_once_without_losing_or_tearing_lines()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync(
            "Parallel.For(0, 8, t => { for (int i = 0; i < 500; i++) { Console.WriteLine($\"thread {t} line {i}\"); } });");

        string[] lines = Assert.IsType<StreamOutput>(Assert.Single(outputs)).Text.TrimEnd('\n').Split('\n');
        Assert.Equal(
            Enumerable.Range(0, 8).SelectMany(t => Enumerable.Range(0, 500).Select(i => $"thread {t} line {i}")).Order(StringComparer.Ordinal),
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Reading_the_console_says_that_nobody_is_there()
    {
        CellError error = await Notebooks.ErrorAsync("string? line = Console.ReadLine();");

        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.Contains("without a person", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    private static bool SameStream(StreamOutput? expected, StreamOutput? actual) =>
        expected?.Name == actual?.Name && expected?.Text == actual?.Text;
}
