using Microsoft.Playwright;

namespace LlmNotebooks.Testing;

/// <summary>Headless Chromium that has no network: whatever a page asks of one is recorded and refused.</summary>
internal sealed class OfflineBrowser : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private OfflineBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts the system's Chromium; where there is none the test is skipped, or fails when LLMNB_REQUIRE_CHROMIUM=1.</summary>
    public static async Task<OfflineBrowser> StartAsync()
    {
        string? program = Array.Find(Places, System.IO.File.Exists);
        if (program is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("LLMNB_REQUIRE_CHROMIUM") == "1", "Chromium is required here and is not installed.");
            Assert.Skip($"Chromium is not installed: none of {string.Join(", ", Places)}.");
        }

        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
        return new OfflineBrowser(playwright, browser);
    }

    /// <summary>Opens a file as a page.</summary>
    public async Task<OfflinePage> OpenAsync(string file, ColorScheme scheme = ColorScheme.Light)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions { Offline = true, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1100, Height = 900 } });
        return await OfflinePage.OpenAsync(await context.NewPageAsync(), new Uri(file).AbsoluteUri);
    }

    /// <summary>Opens a page that a server on this machine serves; every other server is refused.</summary>
    public async Task<OfflinePage> OpenServedAsync(Uri address)
    {
        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1100, Height = 900 } });
        return await OfflinePage.OpenServedAsync(await context.NewPageAsync(), address);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
