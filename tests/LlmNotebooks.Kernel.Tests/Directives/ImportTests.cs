using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Runs;
using LlmNotebooks.Kernel.Tests.References;

namespace LlmNotebooks.Kernel.Tests.Directives;

/// <summary>Files that cells bring in by <c>#!import</c>, and directives below code.</summary>
public sealed class ImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("helpers.cs", "public static class Helper { public static int Twice(int n) => 2 * n; }\nint seven = 7;")]
    [InlineData("helpers.csx", "using System.Numerics;\nstatic class Helper { public static int Twice(int n) => 2 * n; }\nvar seven = (int)Vector2.One.X + 6;")]
    [InlineData("helpers.dib", "#!markdown\n\n# Helpers\n\n#!csharp\n\nstatic class Helper { public static int Twice(int n) => 2 * n; }\n\n#!csharp\n\nvar seven = 7;")]
    public async Task What_a_file_declares_is_there_for_the_rest_of_the_cell_and_for_later_ones(string name, string text)
    {
        Write(name, text);

        foreach (string line in new[] { $"#!import {name}", $"#!import \"{name}\"", $"#!import ./{name}  ", $"#!IMPORT \"./x/../{name}\"" })
        {
            Notebook notebook = await RunAsync($"{line}\nusing System.Text.Json;\nJsonSerializer.Serialize(Helper.Twice(seven))", "Helper.Twice(seven)");

            Assert.Equal(("14", "14"), (Value(notebook.Cells[0]), Value(notebook.Cells[1])));
        }
    }

    [Fact]
    public async Task A_notebook_runs_cell_by_cell_with_its_outputs_and_its_own_imports_from_where_it_lies()
    {
        Directory.CreateDirectory(_folder.File("lib"));
        Write("lib/base.csx", "int five = 5;");
        Write("other.csx", "int three = 3;");
        Notebook library = Notebooks.Of("#!import base.csx\n#!import other.csx", "", "Console.Write(\"loaded\");\nfive", "#!markdown\n*text*");
        library.Cells.Insert(0, new Cell { Kind = CellKind.Markdown, Id = "m", Source = "# A library" });
        NotebookWriter.Save(library, _folder.File("lib/library.ipynb"));

        Notebook notebook = await RunAsync("#!import lib/library.ipynb\nfive + three");

        Assert.Collection(
            notebook.Cells[0].Outputs,
            output => Assert.Equal("loaded", Assert.IsType<StreamOutput>(output).Text),
            output => Assert.Equal(("5", false), (Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Plain), ((DisplayOutput)output).IsResult)),
            output => Assert.Equal("*text*", Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Markdown)),
            output => Assert.Equal("8", Assert.IsType<DisplayOutput>(output).Data.Text(MimeTypeNames.Plain)));
    }

    [Fact]
    public async Task A_script_of_a_public_repository_finds_the_archived_kernel_s_questions()
    {
        // As microsoft/semantic-kernel's notebooks do in config/Settings.cs, which 35 public notebooks import.
        Write("Settings.cs", """
            using System;
            using Microsoft.DotNet.Interactive;
            using InteractiveKernel = Microsoft.DotNet.Interactive.Kernel;

            public static class Settings
            {
                public static async Task<string> AskApiKey() => (await InteractiveKernel.GetPasswordAsync("Key")).GetClearTextPassword();
                public static async Task<string> AskModel() => await InteractiveKernel.GetInputAsync("Model");
            }
            """);

        RunFailure? failure = await Notebooks.RunAsync(Notebooks.Of("#!import Settings.cs\nusing System.Text.Json;\nawait Settings.AskApiKey()"), _folder.Path);

        Assert.Contains("runs without a person", failure?.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.ipynb", "there is no file ")]
    [InlineData("library.fsx", "cannot be imported: there are notebooks (.ipynb, .dib) and C# (.cs, .csx)")]
    [InlineData("broken.ipynb", "broken.ipynb: ")]
    [InlineData("fsharp.dib", "code cell 1 is in F#")]
    [InlineData("round.csx", "imports itself")]
    [InlineData("nowhere", "there is no file ")]
    public async Task What_cannot_be_imported_is_said_at_the_line_that_asks_for_it(string name, string expected)
    {
        Write("library.fsx", "let x = 1");
        Write("broken.ipynb", "{");
        Write("fsharp.dib", "#!fsharp\nlet x = 1");
        Write("round.csx", "#!import around.csx");
        Write("around.csx", "#!import round.csx");

        RunFailure? failure = await Notebooks.RunAsync(Notebooks.Of($"int x = 1;\n#!import {name}"), _folder.Path);

        Assert.Equal((2, $"#!import {name}"), (failure?.Error.Line, failure?.Error.SourceLine));
        Assert.Contains(expected, failure!.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("int x = 0;\n\nint y = 1 / x;", "DivideByZeroException", "bad.csx, line 3")]
    [InlineData("int x = 0;\nint y = missing;", "CompilationError", "bad.csx(2,9): error CS0103")]
    [InlineData("namespace N { class A { } }", "CompilationError", "hint: a script has no namespaces")]
    public async Task What_goes_wrong_in_a_file_is_told_with_its_place_there_and_in_the_cell(string text, string name, string place)
    {
        Write("bad.csx", text);

        RunFailure? failure = await Notebooks.RunAsync(Notebooks.Of("\n#!import bad.csx\n1"), _folder.Path);

        Assert.EndsWith(name, failure?.Error.Name, StringComparison.Ordinal);
        Assert.Equal((2, "#!import bad.csx"), (failure!.Error.Line, failure.Error.SourceLine));
        Assert.Contains(failure.Error.Traceback, line => line.Contains(place, StringComparison.Ordinal));
        Assert.Equal("imported by cell 1, line 2: #!import bad.csx", failure.Error.Traceback[^1]);
    }

    [Fact]
    public async Task A_file_that_changed_is_imported_anew()
    {
        Write("value.csx", "int value = 1;");
        Notebook notebook = await RunAsync("#!import value.csx\nvalue", "File.WriteAllText(\"value.csx\", \"int value = 2;\");", "#!import value.csx\nvalue");

        Assert.Equal(("1", "2"), (Value(notebook.Cells[0]), Value(notebook.Cells[2])));
    }

    [Theory]
    [InlineData("int x = 1;\n#r \"Probe.dll\"\nx + Probe.Value")]
    [InlineData("int x = 1;\n#r \"Probe.dll\"\nusing static Probe;\nx + Value")]
    [InlineData("using System.Text;\n#r \"Probe.dll\"\nint x = 1;\nx + Probe.Value")]
    [InlineData("int x = Probe.Value - 40;\n#r \"Probe.dll\"\nx + 41")]
    [InlineData("int x = 1;\n#load \"probe.csx\"\nx + loaded")]
    [InlineData("// a comment\n#r \"Probe.dll\"\n#!csharp\n#r \"System.Xml\"\n1 + Probe.Value")]
    [InlineData("int x = 1;\n#r \"System.Xml\"\nx + 41")]
    public async Task References_stand_below_code_too(string code)
    {
        Libraries.Write(_folder.Path, "Probe", "public static class Probe { public static int Value => 41; }");
        Write("probe.csx", "int loaded = 41;");

        Assert.Equal("42", Value((await RunAsync(code)).Cells[0]));
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private async Task<Notebook> RunAsync(params string[] code)
    {
        Notebook notebook = Notebooks.Of(code);
        RunFailure? failure = await Notebooks.RunAsync(notebook, _folder.Path);
        Assert.True(failure is null, failure is null ? "" : string.Join('\n', failure.Error.Traceback));
        return notebook;
    }

    private static string? Value(Cell cell) => Assert.IsType<DisplayOutput>(cell.Outputs[^1]).Data.Text(MimeTypeNames.Plain);
}
