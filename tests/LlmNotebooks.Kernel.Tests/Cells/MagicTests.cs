using LlmNotebooks.Kernel.Runs;

namespace LlmNotebooks.Kernel.Tests.Cells;

public sealed class MagicTests
{
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
}
