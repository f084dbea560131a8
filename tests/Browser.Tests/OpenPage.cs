using System.Text.Json;
using Microsoft.Playwright;

namespace LlmNotebooks.Browser.Tests;

/// <summary>A page under test: it may ask for nothing but itself, and may not complain.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("llmnotebooks-page-");
    private readonly List<string> _requests = [];
    private readonly List<string> _complaints = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Request += (_, request) => _requests.Add(request.Url);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") { _complaints.Add(message.Text); }
        };
    }

    public IPage Page { get; }

    public async Task ShowAsync(string html)
    {
        string path = Path.Combine(_folder.FullName, "page.html");
        await File.WriteAllTextAsync(path, html);
        await Page.GotoAsync(new Uri(path).AbsoluteUri);
    }

    /// <summary>Waits until every figure is drawn or has failed.</summary>
    public Task SettledAsync() =>
        Page.WaitForFunctionAsync("() => Array.from(document.querySelectorAll('div[data-figure]')).every(d => d.dataset.state === 'drawn' || d.dataset.state === 'failed')");

    /// <summary>Number of traces of each drawn chart, in the order of the page.</summary>
    public async Task<int[]> TracesAsync()
    {
        JsonElement? counts = await Page.EvaluateAsync("() => Array.from(document.querySelectorAll('.js-plotly-plot')).map(d => d.querySelector('svg.main-svg') && d.data ? d.data.length : -1)");
        return [.. counts!.Value.EnumerateArray().Select(c => c.GetInt32())];
    }

    public void AssertQuietAndOffline()
    {
        Assert.Empty(_complaints);
        Assert.All(_requests, url => Assert.Matches("^(file|data|blob):", url));
    }

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        _folder.Delete(recursive: true);
    }
}
