using System.Diagnostics.CodeAnalysis;
using Microsoft.Playwright;

namespace LlmNotebooks.Browser.Tests;

/// <summary>The system's Chromium, offline; tests skip where it is not installed.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } executable) { return; }
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = ["--no-sandbox"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) { await _browser.DisposeAsync(); }
        _playwright?.Dispose();
    }

    [DoesNotReturn]
    private static void Unavailable()
    {
        string reason = $"Chromium is not installed at any of: {string.Join(", ", Places)}.";
        Assert.SkipUnless(Environment.GetEnvironmentVariable("LLMNB_REQUIRE_CHROMIUM") == "1", reason);
        Assert.Fail(reason);
    }

    /// <summary>Opens HTML as a file with the network off and keeps what the page asks for and says.</summary>
    public async Task<OpenPage> OpenAsync(string html, ColorScheme scheme = ColorScheme.Light)
    {
        if (_browser is null) { Unavailable(); }
        IBrowserContext context = await _browser.NewContextAsync(new() { Offline = true, ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 800 } });
        OpenPage page = new(await context.NewPageAsync());
        await page.ShowAsync(html);
        return page;
    }
}
