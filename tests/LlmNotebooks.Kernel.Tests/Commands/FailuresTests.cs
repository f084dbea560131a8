using LlmNotebooks.Kernel.Commands;

namespace LlmNotebooks.Kernel.Tests.Commands;

public sealed class FailuresTests
{
    public static TheoryData<Exception, int, string> Known => new()
    {
        { new UsageException("no command given"), 2, "no command given; --help tells more.\n" },
        { new IOException("a.ipynb is in use."), 1, "a.ipynb is in use.\n" },
        { new InvalidOperationException("two\nlines"), 1, "Unforeseen InvalidOperationException: two lines (LLMNB_DEBUG=1 shows where.)\n" },
        { new OperationCanceledException("not by the person"), 1, "Unforeseen OperationCanceledException: not by the person (LLMNB_DEBUG=1 shows where.)\n" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task Every_failure_is_one_line_and_an_exit_code(Exception failure, int exitCode, string line)
    {
        (int actual, string log) = await GuardAsync(_ => throw failure, debug: false);

        Assert.Equal((exitCode, line), (actual, log));
    }

    [Fact]
    public async Task Debugging_shows_the_stack_of_what_was_not_foreseen()
    {
        (int exitCode, string log) = await GuardAsync(_ => throw new InvalidOperationException("odd"), debug: true);

        Assert.Equal(1, exitCode);
        Assert.Contains($"   at {typeof(FailuresTests).FullName}", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_fail_gives_its_own_exit_code() =>
        Assert.Equal((7, ""), await GuardAsync(_ => Task.FromResult(7), debug: false));

    private static async Task<(int ExitCode, string Log)> GuardAsync(Func<CancellationToken, Task<int>> command, bool debug)
    {
        using var log = new StringWriter { NewLine = "\n" };
        int exitCode = await new Failures(log, debug).GuardAsync(command, TestContext.Current.CancellationToken);
        return (exitCode, log.ToString());
    }
}
