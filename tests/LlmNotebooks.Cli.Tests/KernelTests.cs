using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>llmnb kernel, in a Jupyter folder of the test's own.</summary>
public sealed class KernelTests : IDisposable
{
    private const string DisplayName = "C# (LlmNotebooks)";

    private readonly TemporaryFolder _folder = new();
    private readonly string _data;
    private readonly Dictionary<string, string> _environment;

    public KernelTests()
    {
        _data = _folder.File("Jüpyter's data");
        _environment = new()
        {
            ["JUPYTER_DATA_DIR"] = _data,
            ["JUPYTER_PATH"] = _folder.File("path"),
            ["HOME"] = _folder.File("home"),
            ["IPYTHONDIR"] = _folder.File("ipython"),
            ["PYTHONUSERBASE"] = _folder.File("base"),
        };
    }

    private string Installed => Path.Combine(_data, "kernels", ".net-csharp");

    [Fact]
    public async Task Install_writes_a_kernel_that_starts_by_absolute_paths_and_is_interrupted_by_message()
    {
        JsonElement installed = await JsonAsync("install");

        Assert.Equal(".net-csharp", installed.GetProperty("name").GetString());
        Assert.Equal(Installed, installed.GetProperty("folder").GetString());
        JsonElement kernel = Kernel(Installed);
        string[] argv = [.. kernel.GetProperty("argv").EnumerateArray().Select(argument => argument.GetString()!)];
        Assert.Equal(["exec", Path.Combine(Installed, "bin", "1", "LlmNotebooks.Kernel.dll"), "jupyter", "{connection_file}"], argv[1..]);
        Assert.True(Path.IsPathRooted(argv[0]) && File.Exists(argv[0]), argv[0]);
        Assert.True(File.Exists(argv[2]), argv[2]);
        Assert.Equal(DisplayName, kernel.GetProperty("display_name").GetString());
        Assert.Equal("C#", kernel.GetProperty("language").GetString());
        Assert.Equal("message", kernel.GetProperty("interrupt_mode").GetString());
        foreach (string logo in new[] { "logo-32x32.png", "logo-64x64.png", "logo-svg.svg" }) { Assert.True(new FileInfo(Path.Combine(Installed, logo)).Length > 0, logo); }
    }

    [Fact]
    public async Task The_installed_copy_runs_cells_without_the_command()
    {
        await JsonAsync("install");
        await File.WriteAllTextAsync(_folder.File("sum.ipynb"), Notebook("17 + 25"), TestContext.Current.CancellationToken);
        string[] argv = [.. Kernel(Installed).GetProperty("argv").EnumerateArray().Select(argument => argument.GetString()!)];

        Finished finished = await Processes.RunAsync(argv[0], _folder.Path, [argv[1], argv[2], "run", "sum.ipynb"]);

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("42", await File.ReadAllTextAsync(_folder.File(Path.Combine("out", "sum.ipynb")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jupyter_lists_what_was_installed()
    {
        Jupyter.Require("kernelspec");
        await JsonAsync("install");

        Finished finished = await Processes.RunAsync(Jupyter.Program!, _folder.Path, ["kernelspec", "list", "--json"], _environment);

        Assert.True(finished.ExitCode == 0, finished.ToString());
        using JsonDocument document = JsonDocument.Parse(finished.Output);
        JsonElement kernel = document.RootElement.GetProperty("kernelspecs").GetProperty(".net-csharp");
        Assert.Equal(Installed, kernel.GetProperty("resource_dir").GetString());
        Assert.Equal("message", kernel.GetProperty("spec").GetProperty("interrupt_mode").GetString());
    }

    [Fact]
    public async Task Nbconvert_executes_a_notebook_by_the_installed_kernel()
    {
        Jupyter.Require("nbconvert");
        await JsonAsync("install");
        await File.WriteAllTextAsync(_folder.File("sum.ipynb"), Notebook("17 + 25"), TestContext.Current.CancellationToken);

        Finished finished = await Processes.RunAsync(
            Jupyter.Program!, _folder.Path, ["nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.kernel_name=.net-csharp", "--stdout", "sum.ipynb"], _environment);

        Assert.True(finished.ExitCode == 0, finished.ToString());
        using JsonDocument notebook = JsonDocument.Parse(finished.Output);
        JsonElement output = Assert.Single(notebook.RootElement.GetProperty("cells")[0].GetProperty("outputs").EnumerateArray());
        Assert.Equal("42", output.GetProperty("data").GetProperty("text/plain")[0].GetString());
    }

    [Fact]
    public async Task An_update_leaves_the_files_of_a_running_kernel_and_clears_them_when_it_has_ended()
    {
        await JsonAsync("install");
        await File.WriteAllTextAsync(
            _folder.File("waits.ipynb"),
            Notebook("""System.IO.File.WriteAllText(\"started\", \"\"); while (!System.IO.File.Exists(\"go\")) { await System.Threading.Tasks.Task.Delay(20); }"""),
            TestContext.Current.CancellationToken);
        string first = Path.Combine(Installed, "bin", "1"), second = Path.Combine(Installed, "bin", "2"), third = Path.Combine(Installed, "bin", "3");
        string[] before = Files(first);
        Task<Finished> running = Processes.RunAsync("dotnet", _folder.Path, ["exec", Path.Combine(first, "LlmNotebooks.Kernel.dll"), "run", "waits.ipynb"]);
        while (!File.Exists(_folder.File("started")) && !running.IsCompleted) { await Task.Delay(20, TestContext.Current.CancellationToken); }

        await JsonAsync("install");
        string[] during = Files(first);
        await File.WriteAllTextAsync(_folder.File("go"), "", TestContext.Current.CancellationToken);
        Finished ran = await running;
        await JsonAsync("install");

        Assert.Equal(before, during);
        Assert.True(ran.ExitCode == 0, ran.ToString());
        Assert.Equal([third], Directory.GetDirectories(Path.Combine(Installed, "bin")));
        Assert.False(Directory.Exists(second));
        Assert.Contains("bin/3/", Kernel(Installed).GetProperty("argv")[2].GetString()!.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uninstall_leaves_what_a_running_kernel_needs_and_says_so()
    {
        await JsonAsync("install");
        string copy = Path.Combine(Installed, "bin", "1");
        // As a kernel that runs holds it.
        using (new FileStream(Path.Combine(copy, "in-use.lock"), FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Finished finished = await RunAsync("uninstall");

            Assert.True(finished.ExitCode == 0, finished.ToString());
            Assert.Contains(copy, finished.Error, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(copy, "LlmNotebooks.Kernel.dll")));
            Assert.False(File.Exists(Path.Combine(Installed, "kernel.json")));
        }

        await JsonAsync("install");
        await JsonAsync("uninstall");
        Assert.False(Directory.Exists(Installed));
    }

    [Fact]
    public async Task Where_another_kernel_holds_the_name_ours_is_called_llmnb_and_that_one_stays()
    {
        string json = Foreign(_folder.File(Path.Combine("path", "kernels", ".net-csharp")));

        Finished finished = await RunAsync("install");
        JsonElement list = await JsonAsync("list");

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("as llmnb in", finished.Output, StringComparison.Ordinal);
        Assert.Contains("Select Kernel", finished.Error, StringComparison.Ordinal);
        Assert.Equal(["llmnb"], list.EnumerateArray().Where(kernel => kernel.GetProperty("is_ours").GetBoolean()).Select(kernel => kernel.GetProperty("name").GetString()));
        Assert.Equal(json, await File.ReadAllTextAsync(_folder.File(Path.Combine("path", "kernels", ".net-csharp", "kernel.json")), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_name_that_is_asked_for_and_hides_anothers_kernel_is_said()
    {
        string folder = _folder.File(Path.Combine("ipython", "kernels", "shared"));
        string json = Foreign(folder);

        Finished finished = await RunAsync("install", "--name", "shared");

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains($"It hides .NET (C#) in {folder}", finished.Error, StringComparison.Ordinal);
        Assert.Equal(json, await File.ReadAllTextAsync(Path.Combine(folder, "kernel.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_installations_at_once_do_not_meet()
    {
        await JsonAsync("install");
        using (new FileStream(Path.Combine(Installed, "install.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Finished finished = await RunAsync("install");

            Assert.Equal(1, finished.ExitCode);
            Assert.Contains("Another llmnb", finished.Error, StringComparison.Ordinal);
        }

        Finished[] both = await Task.WhenAll(RunAsync("install"), RunAsync("install"));
        Assert.Contains(both, finished => finished.ExitCode == 0);
        string copy = Assert.Single(Directory.GetDirectories(Path.Combine(Installed, "bin")));
        Assert.Equal(Path.Combine(copy, "LlmNotebooks.Kernel.dll"), Kernel(Installed).GetProperty("argv")[2].GetString());
    }

    [Fact]
    public async Task What_a_broken_off_installation_left_is_cleared()
    {
        await JsonAsync("install");
        Directory.CreateDirectory(Path.Combine(Installed, "bin", "2"));
        await File.WriteAllTextAsync(Path.Combine(Installed, "bin", "2", "LlmNotebooks.Kernel.dll"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Installed, "kernel.json.part"), "{", TestContext.Current.CancellationToken);

        await JsonAsync("install");

        Assert.Equal([Path.Combine(Installed, "bin", "3")], Directory.GetDirectories(Path.Combine(Installed, "bin")));
        Assert.Equal(["bin", "install.lock", "kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"], Directory.EnumerateFileSystemEntries(Installed).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("install")]
    [InlineData("uninstall")]
    public async Task A_kernel_of_others_is_neither_overwritten_nor_removed(string verb)
    {
        string json = Foreign(Installed);

        Finished finished = await RunAsync(verb, "--name", ".net-csharp");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("not a kernel of llmnb (.NET (C#))", finished.Error, StringComparison.Ordinal);
        Assert.Equal(json, await File.ReadAllTextAsync(Path.Combine(Installed, "kernel.json"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_of_somebodys_files_is_left_alone()
    {
        Directory.CreateDirectory(Installed);
        await File.WriteAllTextAsync(Path.Combine(Installed, "notes.txt"), "mine", TestContext.Current.CancellationToken);

        Finished finished = await RunAsync("install");

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("notes.txt", finished.Error, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(Installed).Select(Path.GetFileName));
    }

    [Fact]
    public async Task List_says_what_is_old_what_is_hidden_and_what_cannot_be_read()
    {
        string older = _folder.File(Path.Combine("path", "kernels", ".net-csharp"));
        Directory.CreateDirectory(older);
        await File.WriteAllTextAsync(Path.Combine(older, "kernel.json"), """{"argv":["x"],"display_name":"old","language":"C#","metadata":{"llmnb":{"version":"0.0.1","build":"0"}}}""", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder.File(Path.Combine("path", "kernels", "broken")));
        await File.WriteAllTextAsync(_folder.File(Path.Combine("path", "kernels", "broken", "kernel.json")), "{", TestContext.Current.CancellationToken);
        await JsonAsync("install");

        Dictionary<string, JsonElement> list = (await JsonAsync("list")).EnumerateArray().ToDictionary(kernel => kernel.GetProperty("folder").GetString()!);
        Finished table = await RunAsync("list");

        Assert.Equal("older", list[older].GetProperty("age").GetString());
        Assert.Equal("0.0.1", list[older].GetProperty("version").GetString());
        Assert.False(list[older].GetProperty("is_hidden").GetBoolean());
        Assert.Equal("current", list[Installed].GetProperty("age").GetString());
        Assert.True(list[Installed].GetProperty("is_hidden").GetBoolean());
        Assert.Contains("kernel.json", list[_folder.File(Path.Combine("path", "kernels", "broken"))].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("older than this llmnb", table.Output, StringComparison.Ordinal);
        Assert.Contains("hidden by", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_that_Jupyter_does_not_search_is_said()
    {
        string prefix = _folder.File("an environment");

        Finished finished = await RunAsync("install", "--prefix", prefix, "--name", "Mine");
        JsonElement list = await JsonAsync("list", "--prefix", prefix);
        Finished removed = await RunAsync("uninstall", "--prefix", prefix);

        string folder = Path.Combine(prefix, "share", "jupyter", "kernels", "mine");
        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("JUPYTER_PATH=" + Path.Combine(prefix, "share", "jupyter"), finished.Error, StringComparison.Ordinal);
        Assert.Contains(list.EnumerateArray(), kernel => kernel.GetProperty("folder").GetString() == folder);
        Assert.True(removed.ExitCode == 0, removed.ToString());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_to_is_named_with_the_way_out()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "", TestContext.Current.CancellationToken);

        Finished finished = await RunAsync("install", "--prefix", _folder.File("file"));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains(_folder.File("file"), finished.Error, StringComparison.Ordinal);
        Assert.Contains("--prefix DIR", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public async Task Without_HOME_the_kernel_is_installed_and_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "HOME is not Windows's");
        string[] llmnb = ["dotnet", "exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), "kernel"];

        Finished installed = await Processes.RunAsync("env", _folder.Path, ["-u", "HOME", .. llmnb, "install"], _environment);
        // Here the home folder is what the system says of its user.
        Finished list = await Processes.RunAsync("env", _folder.Path, ["-u", "HOME", "-u", "JUPYTER_DATA_DIR", $"JUPYTER_PATH={_data}", .. llmnb, "list"], _environment);

        Assert.True(installed.ExitCode == 0, installed.ToString());
        Assert.True(list.ExitCode == 0, list.ToString());
        Assert.Contains(Installed, list.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("install", "--name", "../evil")]
    [InlineData("install", "--user", "--prefix", "x")]
    [InlineData("install", "--prefix", "")]
    [InlineData("uninstall", "--name", "a b")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments)
    {
        Finished finished = await RunAsync(arguments);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.False(Directory.Exists(_data));
    }

    [Fact]
    public async Task Where_there_is_nothing_of_ours_uninstall_fails_and_says_so()
    {
        Foreign(Installed);

        Finished any = await RunAsync("uninstall"), named = await RunAsync("uninstall", "--name", "nobody");

        Assert.Equal(1, any.ExitCode);
        Assert.Equal(1, named.ExitCode);
        Assert.Contains("no kernel installed by llmnb", any.Error, StringComparison.Ordinal);
        Assert.Contains("no kernel nobody", named.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Installed));
    }

    public void Dispose() => _folder.Dispose();

    private Task<Finished> RunAsync(params string[] arguments) => Processes.RunAsync(
        "dotnet", _folder.Path, ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), "kernel", .. arguments], _environment);

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        Finished finished = await RunAsync([.. arguments, "--json"]);
        Assert.True(finished.ExitCode == 0, finished.ToString());
        using JsonDocument document = JsonDocument.Parse(finished.Output);
        return document.RootElement.Clone();
    }

    private static JsonElement Kernel(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")));
        return document.RootElement.Clone();
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder).Select(file => $"{Path.GetFileName(file)} {new FileInfo(file).Length}").Order(StringComparer.Ordinal)];

    /// <summary>A kernel as .NET Interactive installs it.</summary>
    private static string Foreign(string folder)
    {
        const string Json = """{"argv":["dotnet","interactive","jupyter","--default-kernel","csharp","{connection_file}"],"display_name":".NET (C#)","language":"C#"}""";
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "kernel.json"), Json);
        return Json;
    }

    private static string Notebook(string source) =>
        $$"""
        {
         "cells": [{ "cell_type": "code", "execution_count": null, "id": "only", "metadata": {}, "outputs": [], "source": "{{source}}" }],
         "metadata": {},
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """;
}
