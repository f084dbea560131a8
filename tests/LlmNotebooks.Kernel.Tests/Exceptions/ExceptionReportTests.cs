using LlmNotebooks.Kernel.Cells;

namespace LlmNotebooks.Kernel.Tests.Exceptions;

public sealed class ExceptionReportTests
{
    [Theory]
    [InlineData("var a = new int[1];\nvar z = 0;\na[5] = 1;", 3, "  cell 1, line 3 | a[5] = 1;")]
    [InlineData("var a = new int[1];\nfor (int i = 0; i < 3; i++)\n{\n    a[i] = 1;\n}", 4, "  cell 1, line 4 |     a[i] = 1;")]
    [InlineData("int G(int[] a)\n{\n  int x = a.Length;\n  return a[5] + x;\n}\nG(new int[2])", 4, "   at G(int[]) in cell 1, line 4")]
    [InlineData("async Task<int> G(int[] a)\n{\n  await Task.Yield();\n  return a[5];\n}\nawait G(new int[2])", 4, "   at G() in cell 1, line 4")]
    [InlineData("int G(int[] a)\n{\n  var x = a[0];\n  return a[5] + x;\n}\nG(new int[2])", null, "   at G(int[]) in cell 1, line 3 or 4")]
    [InlineData("int G(int a)\n{\n  int b = a + 1;\n  return checked(b * a);\n}\nG(1_000_000)", 4, "   at G(int) in cell 1, line 4")]
    public async Task A_failed_check_of_the_runtime_is_traced_to_its_line_or_lines(string code, int? line, string shown)
    {
        CellError error = await Notebooks.ErrorAsync(code);

        Assert.Equal(line, error.Line);
        Assert.Contains(shown, error.Traceback);
    }

    [Fact]
    public async Task An_exception_whose_message_throws_is_told_all_the_same()
    {
        CellError error = await Notebooks.ErrorAsync(
            "class MyException : Exception { public override string Message => throw new InvalidOperationException(); }\nthrow new MyException();");

        Assert.Equal(("MyException", "(its message could not be read: InvalidOperationException)"), (error.Name, error.Message));
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task The_stack_has_the_cells_own_frames_by_their_names_and_lines_alone()
    {
        CellError error = await Notebooks.ErrorAsync(
            "class Tree\n{\n    public int Depth { get; init; }\n    public int Climb<T>(List<T> path) => path.Count > 2 ? throw new InvalidOperationException(\"too high\") : 0;\n}",
            "async Task<int> Wait(int n)\n{\n    await Task.Yield();\n    int Local(int k) => new Tree().Climb(new List<int> { 1, 2, k });\n    return Local(n);\n}",
            "int start = 3;\nint end = await Wait(start);");

        Assert.Equal(
            [
                "System.InvalidOperationException: too high",
                "  cell 3, line 2 | int end = await Wait(start);",
                "                 |           ^",
                "   at Tree.Climb(List<T>) in cell 1, line 4",
                "   at Local(int) in cell 2, line 4",
                "   at Wait() in cell 2, line 5",
                "   at the cell in cell 3, line 2",
            ],
            error.Traceback);
        Assert.Equal((2, 11), (error.Line, error.Column));
    }

    // The place is the author's own, whatever the kernel wrote into the cell.
    [Theory]
    [InlineData("while (true) { throw new Exception(); }", 16)]
    [InlineData("for (;;) throw new Exception();", 10)]
    [InlineData("await Task.Yield(); await Task.Yield(); throw new Exception();", 41)]
    [InlineData("foreach (var i in new[] { 1 }) { foreach (var j in new[] { 2 }) { throw new Exception(); } }", 67)]
    [InlineData("void Fail() { throw new Exception(); } Fail();", 15)]
    [InlineData("Func<int> fail = () => { throw new Exception(); }; fail();", 26)]
    [InlineData("Func<int, int> half = n => 4 / n; half(0);", 28)]
    [InlineData("IEnumerable<int> Few() { yield return 1; throw new Exception(); } Few().ToList();", 42)]
    [InlineData("async Task Fail<T>() { await Task.Yield(); throw new Exception(); } await Fail<int>();", 44)]
    [InlineData("await Task.Run(() => { throw new Exception(); });", 24)]
    [InlineData("Task.WhenAll(Task.Run(() => { throw new Exception(); })).Wait();", 31)]
    [InlineData("while (true) { int.Parse(\"x\"); }", 16)]
    public async Task The_column_is_that_of_the_statement_that_threw(string code, int column)
    {
        CellError error = await Notebooks.ErrorAsync(code);

        Assert.Equal((1, column), (error.Line, error.Column));
        Assert.Equal(error.Traceback[1].IndexOf('|', StringComparison.Ordinal) + 1 + column, error.Traceback[2].IndexOf('^', StringComparison.Ordinal));
        Assert.DoesNotContain(error.Traceback, line => line.Contains("Kernel.", StringComparison.Ordinal) || line.Contains("ExceptionDispatchInfo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Inner_exceptions_are_told_and_wrappers_of_one_taken_off()
    {
        CellError wrapped = await Notebooks.ErrorAsync("Task.Run(() => throw new FormatException(\"inside\")).Wait();");
        CellError caused = await Notebooks.ErrorAsync("try { int.Parse(\"x\"); } catch (FormatException e) { throw new IOException(\"outside\", e); }");

        CellError several = await Notebooks.ErrorAsync("throw new AggregateException(new Exception(\"a\"), new Exception(\"b\", new Exception(\"c\")));");

        Assert.Equal("System.FormatException", wrapped.Name);
        Assert.Equal(
            ["caused by System.Exception: a", "caused by System.Exception: b", "caused by System.Exception: c"],
            several.Traceback.Where(line => line.StartsWith("caused", StringComparison.Ordinal)));
        Assert.Contains("caused by System.FormatException: The input string 'x' was not in a correct format.", caused.Traceback);
    }

    [Fact]
    public async Task A_deep_stack_is_cut_and_a_long_message_split_into_lines()
    {
        CellError error = await Notebooks.ErrorAsync("int Down(int n) => n == 0 ? throw new Exception(\"one\\r\\ntwo\") : Down(n - 1);\nDown(100)");

        Assert.Equal(["System.Exception: one", "two"], error.Traceback.Take(2));
        Assert.Equal("   … 62 frames more", error.Traceback[^1]);
        Assert.Equal(2 + 2 + 40 + 1, error.Traceback.Count);
    }
}
