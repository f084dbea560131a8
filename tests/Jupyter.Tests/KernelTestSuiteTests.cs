using System.Text.RegularExpressions;

namespace Jupyter.Tests;

/// <summary>The tests that the Jupyter project has for kernels.</summary>
public sealed partial class KernelTestSuiteTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    [Fact]
    public async Task Every_test_but_that_of_the_pager_passes()
    {
        await kernel.RequireAsync("jupyter_kernel_test");

        Finished finished = await Processes.RunAsync(
            kernel.Python, AppContext.BaseDirectory, ["kernel_tests.py", "-v"], kernel.Environment);

        Assert.True(finished.ExitCode == 0, finished.ToString());
        // unittest reports to stderr. A test that has no sample skips itself, and so does a test whose sample is forgotten.
        string[] results = [.. Result().Matches(finished.Error).Select(match => $"{match.Groups["test"].Value} {match.Groups["result"].Value}")];
        Assert.Contains("test_execute_stdout ok", results);
        Assert.Equal(["test_pager skipped"], results.Where(result => !result.EndsWith(" ok", StringComparison.Ordinal)));
        Assert.True(results.Length == 12, finished.Error);
    }

    [GeneratedRegex(@"^(?<test>test_\w+) .*\.\.\. (?<result>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Result();
}
