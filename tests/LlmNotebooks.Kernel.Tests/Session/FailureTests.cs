using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Session;

namespace LlmNotebooks.Kernel.Tests.Session;

public sealed class FailureTests
{
    [Fact]
    public async Task A_run_stops_at_the_first_failing_cell_and_keeps_what_came_before()
    {
        Notebook notebook = Notebooks.Of("Console.WriteLine(\"one\");", "", "Console.WriteLine(\"two\");\nthrow new Exception(\"no\");", "Console.WriteLine(\"three\");");

        RunFailure? failure = await Notebooks.RunAsync(notebook);

        Assert.NotNull(failure);
        Assert.Equal((3, "c3"), (failure.CellNumber, failure.CellId));
        Assert.Equal((2, "throw new Exception(\"no\");"), (failure.Error.Line, failure.Error.SourceLine));
        Assert.Equal("one\n", Assert.IsType<StreamOutput>(Assert.Single(notebook.Cells[0].Outputs)).Text);
        Assert.Collection(
            notebook.Cells[2].Outputs,
            output => Assert.Equal("two\n", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.Equal(("System.Exception", "no"), (((ErrorOutput)output).Name, ((ErrorOutput)output).Message)));
        Assert.Empty(notebook.Cells[3].Outputs);
        Assert.Equal([1, null, 3, null], notebook.Cells.Select(cell => cell.ExecutionCount));
    }

    [Theory]
    [InlineData("o")]
    [InlineData("o = 5;")]
    [InlineData("Console.Write(o);")]
    [InlineData("int z = 2;")]
    [InlineData("throw new Exception();")]
    public async Task What_a_failed_cell_had_declared_stays_whatever_came_before(string before)
    {
        using CSharpSession session = new(AppContext.BaseDirectory);
        OutputRecorder outputs = new(1, new DisplayRegistry());
        await session.RunAsync(new CellCode("cell 1", "int o = 1;"), outputs, TestContext.Current.CancellationToken);
        await session.RunAsync(new CellCode("cell 2", before), outputs, TestContext.Current.CancellationToken);
        await session.RunAsync(new CellCode("cell 3", "int b = 41; int Add(int x) => x + 1; throw new Exception(\"no\");"), outputs, TestContext.Current.CancellationToken);

        CellError? error = await session.RunAsync(new CellCode("cell 4", "if (Add(b) != 42) { throw new Exception(); }"), outputs, TestContext.Current.CancellationToken);

        Assert.Null(error);
    }

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

    [Theory]
    [InlineData("static class Ext { public static string Tw(this string s) => s + s; }", "static int Twice(this int x) => 2 * x;")]
    [InlineData("#r nuget: Foo, 1.0", "#r \"nuget: NAME, VERSION\"")]
    [InlineData("using var f = new MemoryStream();", "using (var x = …) { … }")]
    public async Task What_cells_write_differently_has_a_hint(string code, string hint) =>
        Assert.Contains(hint, (await Notebooks.ErrorAsync(code)).Traceback[^1], StringComparison.Ordinal);

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
    public async Task A_cell_that_does_not_compile_leaves_nothing_behind()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", "int a = 1; int b = ;"), recorder, TestContext.Current.CancellationToken));
        CellError? second = await session.RunAsync(new CellCode("cell 2", "a"), recorder, TestContext.Current.CancellationToken);

        Assert.Contains("'a' does not exist", second?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_in_a_cell_that_did_not_compile_can_be_made_again()
    {
        using TemporaryFolder folder = new();
        string needed = Libraries.Write(folder.Path, "Needed", "public class Needed { public const int Value = 7; }");
        string user = Libraries.Write(folder.Path, "User", "public class User { public Needed? Field; }", references: needed);
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", $"#r \"{user}\"\nint x = ;"), recorder, TestContext.Current.CancellationToken));
        CellError? second = await session.RunAsync(new CellCode("cell 2", $"#r \"{user}\"\nNeeded.Value"), recorder, TestContext.Current.CancellationToken);

        Assert.Null(second);
        Assert.Equal("7", Assert.IsType<DisplayOutput>(recorder.Outputs()[^1]).Data.Text(MimeTypeNames.Plain));
    }

    [Fact]
    public async Task Variables_set_before_an_exception_stay()
    {
        using var session = new CSharpSession(AppContext.BaseDirectory);
        var recorder = new OutputRecorder(1, new DisplayRegistry());

        Assert.NotNull(await session.RunAsync(new CellCode("cell 1", "int a = 41; throw new Exception();"), recorder, TestContext.Current.CancellationToken));
        Assert.Null(await session.RunAsync(new CellCode("cell 2", "a + 1"), recorder, TestContext.Current.CancellationToken));

        Assert.Equal("42", Assert.IsType<DisplayOutput>(recorder.Outputs()[^1]).Data.Text(MimeTypeNames.Plain));
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
    public async Task A_cell_with_checks_that_does_not_compile_is_reported_as_it_was_written()
    {
        CellError error = await Notebooks.ErrorAsync("while (true) { await Task.Yield(); int x = missing; }");

        Assert.Equal((1, 44), (error.Line, error.Column));
        Assert.Equal("  1 | while (true) { await Task.Yield(); int x = missing; }", error.Traceback[1]);
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

    [Theory]
    [InlineData("%%bash\nls", "the magic command '%%bash' is not supported", 1)]
    [InlineData("#!fsharp\nlet x = 1", "the magic command '#!fsharp' is not supported", 1)]
    [InlineData("int x = 1;\n#!time\nx", "the magic command '#!time' is not supported", 2)]
    [InlineData("#r \"nuget: Dapper, newest\"", "'newest' is not a version of the package Dapper", 1)]
    [InlineData("int a;\n#r \"missing.dll\"", "", 2)]
    [InlineData("#r \"no/such.dll\"", "'no/such.dll' is not there: no file ", 1)]
    [InlineData("#r \"text.txt\"", "'text.txt' is not a .NET assembly", 1)]
    public async Task What_this_kernel_cannot_do_is_said_by_name(string code, string expected, int line)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("text.txt"), "not a dll", TestContext.Current.CancellationToken);

        RunFailure? failure = await Notebooks.RunAsync(Notebooks.Of(code), folder.Path);

        Assert.NotNull(failure);
        Assert.Contains(expected, failure.Error.Message, StringComparison.Ordinal);
        Assert.Equal(line, failure.Error.Line);
    }

    [Theory]
    [InlineData("#!csharp\n1 + 1", "2")]
    [InlineData("string script = \"\"\"\n#!/bin/sh\n%%\n\"\"\";\nscript", "#!/bin/sh\n%%")]
    [InlineData("#!markdown\n# Title", "# Title")]
    public async Task What_only_looks_like_a_foreign_command_runs(string code, string expected) =>
        Assert.Equal(expected, await Notebooks.ValueAsync(code));

    [Fact]
    public async Task A_cancelled_run_keeps_the_outputs_so_far_and_says_so()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Notebook notebook = Notebooks.Of("Console.WriteLine(\"before\");", "Console.WriteLine(\"during\");\nawait Task.Delay(-1);", "1");
        var progress = new CancelAt(2, cancellation, () => notebook);

        RunFailure? failure = await new NotebookRunner(notebook, AppContext.BaseDirectory, progress).RunAsync(cancellation.Token);

        Assert.Equal((2, "Interrupted"), (failure?.CellNumber, failure?.Error.Name));
        Assert.Equal("before\n", Assert.IsType<StreamOutput>(Assert.Single(notebook.Cells[0].Outputs)).Text);
        Assert.Equal("Interrupted", Assert.IsType<ErrorOutput>(notebook.Cells[1].Outputs[^1]).Name);
        Assert.Null(notebook.Cells[2].ExecutionCount);
    }

    private sealed class CancelAt(int cell, CancellationTokenSource cancellation, Func<Notebook> notebook) : IRunProgress
    {
        public void CellStarted(int number, int count)
        {
            Assert.Equal(notebook().CodeCells.Count(), count);
            if (number == cell) { cancellation.CancelAfter(TimeSpan.FromSeconds(1)); }
        }

        public void CellEnded(int number, int count, long streamLength)
        {
        }
    }
}
