using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LlmNotebooks.Kernel.Documents;

namespace LlmNotebooks.Kernel.Tests.Commands;

/// <summary>Starts the kernel as a program, as a person and the llmnb command do.</summary>
public sealed class ProgramTests
{
    private static readonly string Kernel = Repository.PathOf("artifacts", "bin", "LlmNotebooks.Kernel", Repository.Configuration, "LlmNotebooks.Kernel.dll");

    /// <summary>How long a test waits for a program, which may share the machine with much else.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Run_writes_the_notebook_and_the_page_beside_it_and_leaves_the_source_alone()
    {
        using var folder = new TemporaryFolder();
        string source = Write(folder, "a.ipynb", "Console.WriteLine(Directory.GetCurrentDirectory());\n6 * 7");
        string before = await File.ReadAllTextAsync(source, Cancel);

        Finished run = await RunAsync(folder, "run", "a.ipynb");

        Assert.Equal(0, run.ExitCode);
        string executed = Path.Combine(folder.Path, "out", "a.ipynb"), page = Path.Combine(folder.Path, "out", "a.html");
        Assert.Equal($"{executed}\n{page}\n", run.Output.ReplaceLineEndings("\n"));
        Assert.Contains("a.ipynb: cell 1 of 1, ", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(source, Cancel));
        Notebook notebook = await NotebookReader.LoadAsync(executed, Cancel);
        Assert.Equal(folder.Path + "\n", ((StreamOutput)notebook.Cells[0].Outputs[0]).Text);
        Assert.Contains("42", await File.ReadAllTextAsync(page, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_cell_is_named_on_stderr_and_in_the_results()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "1", "int x = 0;\nint y = 1 / x;", "2");

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--output", "results", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a.ipynb: code cell 2 (id c2) failed, line 2: int y = 1 / x;", run.Error, StringComparison.Ordinal);
        Assert.Contains("System.DivideByZeroException: Attempted to divide by zero.", run.Error, StringComparison.Ordinal);
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.False((bool)report["succeeded"]!);
        Assert.Equal((2, "c2", 2, "int y = 1 / x;"), ((int)report["error"]!["cell"]!, (string?)report["error"]!["cell_id"], (int)report["error"]!["line"]!, (string?)report["error"]!["source_line"]));
        Assert.Contains("DivideByZeroException", await File.ReadAllTextAsync((string)report["html"]!, Cancel), StringComparison.Ordinal);
        Notebook notebook = await NotebookReader.LoadAsync((string)report["executed"]!, Cancel);
        Assert.IsType<ErrorOutput>(Assert.Single(notebook.Cells[1].Outputs));
        Assert.Single(notebook.Cells[0].Outputs);
    }

    [Fact]
    public async Task A_cell_that_ends_the_process_does_not_take_the_outputs_with_it()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "Console.WriteLine(\"kept\");", "Environment.Exit(0);");

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--no-html");

        Assert.Equal(1, run.ExitCode);
        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.Equal("kept\n", ((StreamOutput)notebook.Cells[0].Outputs[0]).Text);
        Assert.Equal("ProcessExit", ((ErrorOutput)notebook.Cells[1].Outputs[0]).Name);
        Assert.False(File.Exists(Path.Combine(folder.Path, "out", "a.html")));
    }

    [Fact]
    public async Task A_crash_of_the_process_leaves_the_outputs_of_the_cells_before_it()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "Console.WriteLine(\"kept\");", "Environment.FailFast(\"gone\");", "1");

        Finished run = await RunAsync(folder, "run", "a.ipynb");

        Assert.NotEqual(0, run.ExitCode);
        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.Equal("kept\n", ((StreamOutput)Assert.Single(notebook.Cells[0].Outputs)).Text);
        Assert.Empty(notebook.Cells[1].Outputs);
        Assert.Equal(2, (int)notebook.Metadata["llmnb_unfinished"]!["next_code_cell"]!);
    }

    [Fact]
    public async Task A_run_that_ended_is_not_marked_as_unfinished()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "1", "2");

        await RunAsync(folder, "run", "a.ipynb");

        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.False(notebook.Metadata.ContainsKey("llmnb_unfinished"));
    }

    [Fact]
    public async Task What_a_thread_writes_after_the_run_does_not_mix_with_the_paths()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "new Thread(() => { while (true) { Console.WriteLine(\"late\"); Console.Error.WriteLine(\"late\"); } }) { IsBackground = true }.Start();");

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.True((bool)JsonNode.Parse(run.Output)!["succeeded"]!);
        Assert.DoesNotContain("late", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var thread = new Thread(() => throw new Exception(\"in a thread\"));\nthread.Start();\nthread.Join();")]
    [InlineData("void Fail(int n)\n{\n    if (n == 0) { throw new Exception(\"in a thread\"); }\n    Fail(n - 1);\n}\nvar thread = new Thread(() => Fail(3)) { IsBackground = true };\nthread.Start();\nthread.Join();")]
    public async Task An_exception_in_a_thread_of_the_notebook_is_shown_the_cells_go_on_and_the_run_has_failed(string code)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", code, "1", "\"after\"");

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--json");

        Assert.Equal(1, run.ExitCode);
        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.Contains("in a thread", string.Concat(notebook.Cells[0].Outputs.OfType<StreamOutput>().Select(output => output.Text)), StringComparison.Ordinal);
        Assert.Equal("after", ((DisplayOutput)notebook.Cells[2].Outputs[0]).Data.Text(MimeTypeNames.Plain));
        JsonNode error = JsonNode.Parse(run.Output)!["error"]!;
        Assert.Equal((1, "System.Exception"), ((int)error["cell"]!, (string?)error["name"]));
        Assert.Contains("A thread of the cell ended in an exception: in a thread", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_the_run_with_the_outputs_so_far(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        if (signal == "INT") { Signals.SkipWithoutInterrupt(); }
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "Console.WriteLine(\"kept\");", "File.WriteAllText(\"started\", \"\");\nwhile (true) { }", "1");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Kernel, "run", folder.File("a.ipynb")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        while (!File.Exists(folder.File("started")))
        {
            Assert.False(process.HasExited);
            await Task.Delay(50, Cancel);
        }

        using (Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) { await kill.WaitForExitAsync(Cancel); }
        string log = await process.StandardError.ReadToEndAsync(Cancel).WaitAsync(Patience, Cancel);
        await process.WaitForExitAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("code cell 2 (id c2) failed", log, StringComparison.Ordinal);
        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.Equal("kept\n", ((StreamOutput)notebook.Cells[0].Outputs[0]).Text);
        Assert.Equal("Interrupted", ((ErrorOutput)notebook.Cells[1].Outputs[^1]).Name);
        Assert.Null(notebook.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task A_run_whose_starter_was_killed_ends_with_the_outputs_so_far()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A shell starts the kernel here.");
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "Console.WriteLine(\"kept\");", "File.WriteAllText(\"id\", $\"{Environment.ProcessId} {Environment.GetEnvironmentVariable(\"LLMNB_PARENT\")}.\");\nwhile (true) { }", "1");
        const string Script = "export LLMNB_PARENT=$$; dotnet exec \"$0\" run a.ipynb 2> log; true";
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", Script, Kernel]) { UseShellExecute = false, WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        while (!File.Exists(folder.File("id")) || !(await File.ReadAllTextAsync(folder.File("id"), Cancel)).EndsWith(" .", StringComparison.Ordinal))
        {
            Assert.False(shell.HasExited);
            await Task.Delay(50, Cancel);
        }
        using Process kernel = Process.GetProcessById(int.Parse((await File.ReadAllTextAsync(folder.File("id"), Cancel)).Split(' ')[0], CultureInfo.InvariantCulture));

        shell.Kill();
        await kernel.WaitForExitAsync(Cancel).WaitAsync(Patience, Cancel);

        Assert.Contains("code cell 2 (id c2) failed", await File.ReadAllTextAsync(folder.File("log"), Cancel), StringComparison.Ordinal);
        Notebook notebook = await NotebookReader.LoadAsync(Path.Combine(folder.Path, "out", "a.ipynb"), Cancel);
        Assert.Equal("kept\n", ((StreamOutput)notebook.Cells[0].Outputs[0]).Text);
        Assert.Equal("Interrupted", ((ErrorOutput)notebook.Cells[1].Outputs[^1]).Name);
    }

    [Fact]
    public async Task Export_writes_the_page_of_what_the_notebook_holds()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "throw new Exception();");

        Finished export = await RunAsync(folder, "export", "a.ipynb");

        Assert.Equal((0, folder.File("a.html")), (export.ExitCode, export.Output.Trim()));
        Assert.Contains("throw", await File.ReadAllTextAsync(folder.File("a.html"), Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_reports_as_JSON_by_the_names_that_a_run_uses()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "1", "2");

        Finished export = await RunAsync(folder, "export", "a.ipynb", "--json"), run = await RunAsync(folder, "run", "a.ipynb", "--json");

        Assert.Equal(0, export.ExitCode);
        JsonObject report = JsonNode.Parse(export.Output)!.AsObject(), executed = JsonNode.Parse(run.Output)!.AsObject();
        Assert.Equal((folder.File("a.ipynb"), true, folder.File("a.html"), 2), ((string?)report["notebook"], (bool)report["succeeded"]!, (string?)report["html"], (int)report["code_cells"]!));
        Assert.All(report, member => Assert.True(executed.ContainsKey(member.Key), member.Key));
        Assert.True(File.Exists(folder.File("a.html")));
    }

    [Fact]
    public async Task Export_goes_on_after_a_notebook_that_it_cannot_read()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("bad.ipynb"), "{", Cancel);
        Write(folder, "good.ipynb", "1");

        Finished export = await RunAsync(folder, "export", "bad.ipynb", "good.ipynb", "--json");

        Assert.Equal(1, export.ExitCode);
        Assert.Contains("bad.ipynb: line 1", export.Error, StringComparison.Ordinal);
        JsonNode[] reports = [.. export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal([false, true], reports.Select(report => (bool)report["succeeded"]!));
        Assert.Equal("NotebookFormatException", (string?)reports[0]["error"]!["name"]);
        Assert.Equal(folder.File("good.html"), (string?)reports[1]["html"]);
    }

    [Fact]
    public async Task A_run_reports_a_notebook_that_it_cannot_read_as_JSON_too()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "good.ipynb", "1");

        Finished run = await RunAsync(folder, "run", "missing.ipynb", "good.ipynb", "--json");

        JsonNode[] reports = [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(1, run.ExitCode);
        Assert.Equal([false, true], reports.Select(report => (bool)report["succeeded"]!));
        Assert.Contains("missing.ipynb", (string?)reports[0]["error"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    // The second cell is reached after the time at which a long run is saved.
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(5.5));", "1")]
    [InlineData("1", "Environment.Exit(0);")]
    [InlineData("1", "2")]
    public async Task Results_that_cannot_be_written_are_said_in_one_line_with_the_way_out(params string[] code)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", code);
        await File.WriteAllTextAsync(folder.File("out"), "A file, where a folder should be.", Cancel);

        Finished run = await RunAsync(folder, "run", "a.ipynb");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(folder.Path, "out", "a.ipynb")} cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("--output", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notebook_after_a_broken_one_still_runs()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("bad.ipynb"), "{", Cancel);
        Write(folder, "good.ipynb", "1");

        Finished run = await RunAsync(folder, "run", "bad.ipynb", "missing.ipynb", "good.ipynb");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("bad.ipynb: line 1, byte 2: not JSON", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing.ipynb", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "out", "good.ipynb")));
    }

    [Theory]
    [InlineData("a.ipynb")]
    [InlineData("a.html")]
    [InlineData("")]
    public async Task Results_that_cannot_be_written_are_known_before_a_cell_runs(string obstacle)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "a.ipynb", "File.WriteAllText(\"ran\", \"\");");
        if (obstacle.Length == 0) { await File.WriteAllTextAsync(folder.File("results"), "a file", Cancel); }
        else { Directory.CreateDirectory(Path.Combine(folder.Path, "results", obstacle)); }

        Finished run = await RunAsync(folder, "run", "a.ipynb", "--output", "results");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Path.Combine(folder.Path, "results", obstacle)}", run.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be written", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("ran")));
    }

    [Theory]
    [InlineData("no command given")]
    [InlineData("'walk' is not a command", "walk")]
    [InlineData("run needs a notebook", "run")]
    [InlineData("'--fast' is not an option of run", "run", "a.ipynb", "--fast")]
    [InlineData("'--no-html' is not an option of export", "export", "a.ipynb", "--no-html")]
    [InlineData("the name of a notebook is empty", "run", "")]
    [InlineData("--output needs a folder", "run", "a.ipynb", "--output")]
    [InlineData("the run would overwrite", "run", "a.ipynb", "--output", ".")]
    [InlineData("would both be written to", "run", "a.ipynb", "b/a.ipynb", "--output", "x")]
    [InlineData("the connection file nowhere.json cannot be read: ", "jupyter", "nowhere.json")]
    public async Task Wrong_usage_is_said_with_its_reason(string reason, params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        Finished run = await RunAsync(folder, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Help_and_version_go_to_stdout()
    {
        using var folder = new TemporaryFolder();

        Finished help = await RunAsync(folder, "--help"), version = await RunAsync(folder, "--version");

        Assert.Equal((0, 0), (help.ExitCode, version.ExitCode));
        Assert.Contains("run NOTEBOOK...", help.Output, StringComparison.Ordinal);
        Assert.Matches(@"^\d+\.\d+\.\d+", version.Output);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<Finished> RunAsync(TemporaryFolder folder, params string[] arguments) =>
        Processes.RunAsync("dotnet", folder.Path, ["exec", Kernel, .. arguments]);

    private static string Write(TemporaryFolder folder, string name, params ReadOnlySpan<string> code)
    {
        NotebookWriter.Save(Notebooks.Of(code), folder.File(name));
        return folder.File(name);
    }
}
