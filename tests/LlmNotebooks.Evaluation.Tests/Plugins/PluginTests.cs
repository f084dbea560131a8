using LlmNotebooks.Candidates;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Tests.Plugins;

public sealed class PluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_assemblys_metrics_and_providers_are_used_by_name()
    {
        Plugin plugin = Plugin.Load(typeof(AcmeLength).Assembly.Location);
        Plugin again = Plugin.Load(typeof(AcmeLength).Assembly.Location);

        Assert.All([plugin, again], loaded =>
        {
            Assert.Equal(["acme-length"], loaded.Metrics);
            Assert.Equal(["acme"], loaded.Providers);
        });
        IModelProvider provider = ModelRegistry.Find("acme:large", out string model)!;
        Candidate candidate = provider.Create(model, new ModelRequest { ApiKey = "plain-word-of-acme" });
        Run run = await Evaluator.RunAsync(
            SmallRuns.Numbers(2), [candidate], [MetricRegistry.Create("acme-length")], new RunOptions { StorePath = _folder.File("r.db") }, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([5.0, 5], run.Answers().Select(answer => answer.ScoreOf("acme-length")));
        Assert.Equal("acme", run.Plan.Candidates[0].Provider);
    }

    [Fact]
    public async Task What_is_no_plug_in_says_why()
    {
        string text = _folder.File("text.dll");
        await File.WriteAllTextAsync(text, "no assembly", TestContext.Current.CancellationToken);

        Assert.Contains("none.dll", Assert.Throws<FileNotFoundException>(() => Plugin.Load("none.dll")).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be loaded", Assert.Throws<PluginException>(() => Plugin.Load(text)).Message, StringComparison.Ordinal);
        Assert.Contains("brings nothing", Assert.Throws<PluginException>(() => Plugin.Load(typeof(CsCheck.Check).Assembly.Location)).Message, StringComparison.Ordinal);
    }
}
