using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests.Directives;

public sealed class MagicTests
{
    [Theory]
    [InlineData("%%bash\nls", "the magic command '%%bash' is not supported", 1)]
    [InlineData("#!fsharp\nlet x = 1", "the magic command '#!fsharp' is not supported", 1)]
    [InlineData("int x = 1;\n#!share x --from fsharp\nx", "the magic command '#!share' is not supported", 2)]
    [InlineData("#!time it\n1", "'#!time' takes nothing after it", 1)]
    [InlineData("#!import\n1", "'#!import' needs a file", 1)]
    [InlineData("if (true)\n{\n#!time\n}", "'#!time' stands between statements", 3)]
    [InlineData("var x = new List<int>()\n#!who\n    .Count;", "'#!who' stands between statements", 2)]
    [InlineData("#r \"nuget: Dapper, newest\"", "'newest' is not a version of the package Dapper", 1)]
    [InlineData("int a;\n#r \"missing.dll\"", "'missing.dll' is not there: no file ", 2)]
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
    [InlineData("int x = 1;\n#!csharp\nx + 1", "2")]
    [InlineData("string script = \"\"\"\n#!/bin/sh\n%%\n#!time\n\"\"\";\nscript", "#!/bin/sh\n%%\n#!time")]
    [InlineData("#if NEVER\n#!time\n#endif\n2", "2")]
    [InlineData("#region A\nint x = 1;\n#!csharp\n#if NEVER\nx = 5;\n#!who\n#else\nx++;\n#endif\n#endregion\nx", "2")]
    [InlineData("#pragma warning disable CS0618\n#nullable enable\nint y = 1;\n#!csharp\nstring? x = null;\nx ?? \"none\"", "none")]
    [InlineData("#!markdown\n# Title", "# Title")]
    public async Task What_only_looks_like_a_foreign_command_runs(string code, string expected) =>
        Assert.Equal(expected, await Notebooks.ValueAsync(code));

    [Fact]
    public async Task Time_says_how_long_the_rest_of_the_cell_takes_below_what_it_gives()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("int x = 1;\n#!time\nConsole.Write(\"text\");\nx + 1");

        Assert.Collection(
            outputs,
            output => Assert.Equal("text", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.Equal(("2", true), (Plain(output), Assert.IsType<DisplayOutput>(output).IsResult)),
            output => Assert.Matches(@"^Wall time: \d+(\.\d+)? ms$", Plain(output)));
    }

    [Fact]
    public async Task Time_is_told_of_a_cell_that_fails_too()
    {
        Notebook notebook = Notebooks.Of("#!time\nthrow new Exception(\"no\");");

        Assert.Equal(2, (await Notebooks.RunAsync(notebook))?.Error.Line);

        Assert.StartsWith("Wall time: ", Plain(notebook.Cells[0].Outputs[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_shows_the_variables_that_a_cell_would_see_and_whos_their_values()
    {
        string[] cells = ["int count = 1;\nstring name = \"a\";\nint F() => 1;\nint gone = 1;", "count = 5;\nvar name = 2.5;\nint gone() => 1;"];

        string? who = Plain(Assert.Single(await Notebooks.OutputsAsync([.. cells, "#!who"])));
        string? whos = Plain(Assert.Single(await Notebooks.OutputsAsync([.. cells, "#!whos"])));

        Assert.Equal("[{ Name = count, Type = int }, { Name = name, Type = double }]", who);
        Assert.Equal("[{ Name = count, Type = int, Value = 5 }, { Name = name, Type = double, Value = 2.5 }]", whos);
        Assert.Equal("no variables", Plain(Assert.Single(await Notebooks.OutputsAsync("#!who"))));
    }

    [Fact]
    public async Task Commands_stand_anywhere_between_statements_and_code_goes_on_after_them()
    {
        IReadOnlyList<CellOutput> outputs = await Notebooks.OutputsAsync("int x = 1;\n#!who\nusing System.Numerics;\nx + (int)Vector2.One.X\n#!who\n\nx");

        Assert.Equal(["[{ Name = x, Type = int }]", "2", "[{ Name = x, Type = int }]", "1"], outputs.Select(Plain));
        Assert.Equal([false, false, false, true], outputs.Cast<DisplayOutput>().Select(output => output.IsResult));
    }

    [Fact]
    public async Task An_error_after_a_command_has_its_own_line()
    {
        CellError runtime = await Notebooks.ErrorAsync("int x = 0;\n#!time\n\nx = 1 / x;");
        CellError compile = await Notebooks.ErrorAsync("int x = 0;\n#!who\nx = missing;");

        Assert.Equal((4, "x = 1 / x;"), (runtime.Line, runtime.SourceLine));
        Assert.Equal((3, "x = missing;"), (compile.Line, compile.SourceLine));
    }

    [Theory]
    [InlineData("#!about", "C# 14.0 on .NET ")]
    [InlineData("#!lsmagic", "#!import ")]
    public async Task The_kernel_tells_of_itself(string command, string expected) =>
        Assert.Contains(expected, Plain(Assert.Single(await Notebooks.OutputsAsync(command))), StringComparison.Ordinal);

    private static string? Plain(CellOutput output) => Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Plain);
}
