using LlmNotebooks.Testing;

namespace LlmNotebooks.Browser.Tests;

/// <summary>One browser for the tests of a class, started by the first that asks; where there is none, each of them is skipped.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    private Task<OfflineBrowser>? _browser;

    internal Task<OfflineBrowser> GetAsync() => _browser ??= OfflineBrowser.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_browser is { IsCompletedSuccessfully: true }) { await (await _browser).DisposeAsync(); }
    }
}
