using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData]
    [InlineData("run")]
    [InlineData("export")]
    [InlineData("kernel")]
    [InlineData("kernel", "install")]
    [InlineData("kernel", "list")]
    [InlineData("kernel", "uninstall")]
    [InlineData("models")]
    [InlineData("ask")]
    [InlineData("evaluate")]
    [InlineData("dataset")]
    [InlineData("dataset", "check")]
    [InlineData("dataset", "show")]
    [InlineData("dataset", "split")]
    [InlineData("dataset", "sample")]
    [InlineData("runs")]
    [InlineData("runs", "list")]
    [InlineData("runs", "show")]
    [InlineData("runs", "export")]
    [InlineData("compare")]
    [InlineData("tco")]
    [InlineData("stats")]
    [InlineData("stats", "mean")]
    [InlineData("stats", "proportion")]
    [InlineData("stats", "paired-t")]
    [InlineData("stats", "welch")]
    [InlineData("stats", "permutation")]
    [InlineData("stats", "wilcoxon")]
    [InlineData("stats", "mcnemar")]
    [InlineData("stats", "mann-whitney")]
    [InlineData("stats", "bootstrap")]
    [InlineData("stats", "cluster-bootstrap")]
    [InlineData("stats", "correlation")]
    [InlineData("stats", "adjust")]
    [InlineData("stats", "power")]
    [InlineData("stats", "sample-size")]
    [InlineData("stats", "mde")]
    [InlineData("stats", "sequential")]
    [InlineData("stats", "ranking")]
    [InlineData("stats", "bradley-terry")]
    [InlineData("stats", "elo")]
    [InlineData("stats", "agreement")]
    [InlineData("stats", "pass-at-k")]
    public async Task Every_command_explains_itself(params string[] command)
    {
        Finished finished = await CommandLine.RunAsync([.. command, "--help"]);

        Assert.Equal(0, finished.ExitCode);
        string usage = finished.Output.Split('\n').SkipWhile(line => line != "Usage:").ElementAt(1);
        Assert.Contains(string.Join(' ', command), usage, StringComparison.Ordinal);
        Assert.Empty(finished.Error);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("ask", "hello")]
    [InlineData("ask", "--model", "no-such.gguf", "hello")]
    [InlineData("ask", "--model", "no-such.gguf", "--temperature", "-1", "hello")]
    [InlineData("ask", "--model", "no-such.gguf", "--jsn")]
    [InlineData("evaluate", "--model", "x.gguf")]
    [InlineData("evaluate", "--dataset", "x.jsonl", "--model", "x.gguf", "--temperature", "warm")]
    [InlineData("evaluate", "--dataset", "x.jsonl", "--model", "x.gguf", "--timeout", "-1")]
    [InlineData("evaluate", "--dataset", "x.jsonl", "--model", "x.gguf", "--repetitions", "0")]
    [InlineData("evaluate", "--dataset", "x.jsonl", "--model", "x.gguf", "--confidence", "1")]
    [InlineData("compare")]
    [InlineData("compare", "run", "a")]
    [InlineData("compare", "--csv", "x.csv", "--a", "x")]
    [InlineData("compare", "run", "a", "b", "--store", "no-such.db")]
    [InlineData("runs", "list", "--store", "no-such.db")]
    [InlineData("runs", "export", "r", "--format", "xml")]
    [InlineData("models", "no-such-folder")]
    [InlineData("tco")]
    [InlineData("tco", "x.json", "--paths", "0")]
    [InlineData("tco", "x.json", "--seed", "now")]
    public async Task Wrong_usage_ends_with_2_and_says_what_to_do(params string[] command)
    {
        Finished finished = await CommandLine.RunAsync(command);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.StartsWith("llmnb: ", finished.Error, StringComparison.Ordinal);
        Assert.Contains("--help", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
    }

    [Fact]
    public async Task A_data_set_that_is_not_there_is_named()
    {
        Finished finished = await CommandLine.RunAsync("evaluate", "--dataset", "no-such.jsonl", "--model", CommandLine.Model("skills-pico-f16"));

        Assert.Equal(1, finished.ExitCode);
        Assert.Contains("no-such.jsonl", finished.Error, StringComparison.Ordinal);
    }
}
