using LlmNotebooks.Testing;

namespace Notebooks.Tests;

/// <summary>The examples are run as the README says.</summary>
public sealed class ExampleTests
{
    [Fact]
    public async Task Choose_prints_the_comparison_and_a_decision()
    {
        using TemporaryFolder folder = new();

        // In the tests' configuration, so that nothing is built anew under the notebooks that run at the same time.
        Finished finished = await Processes.RunAsync("dotnet", Repository.Root, ["run", "-c", Repository.Configuration, "examples/choose.cs", "--", folder.File("report.html")]);

        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Contains("skills-micro-q8_0", finished.Output, StringComparison.Ordinal);
        Assert.Contains("Take ", finished.Output, StringComparison.Ordinal);
        Assert.Contains("data-once=\"plotly", await File.ReadAllTextAsync(folder.File("report.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
