using Microsoft.Playwright;

namespace LlmNotebooks.Testing;

/// <summary>A page opened without a network, with what it complained of.</summary>
internal sealed class OfflinePage
{
    private OfflinePage(IPage page) => Page = page;

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Console errors, each with its place, and uncaught exceptions.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Requests that are not for the file itself.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Requests for servers that are not the page's own, none of which were let through.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>Opens the address of a server and waits until the page has loaded; what it asks of other servers is refused.</summary>
    public static async Task<OfflinePage> OpenServedAsync(IPage page, Uri address)
    {
        OfflinePage opened = Watch(page);
        await page.RouteAsync(url => new Uri(url) is { Scheme: "http" or "https" } other && other.Authority != address.Authority, async route =>
        {
            opened.Refused.Add(route.Request.Url);
            await route.AbortAsync();
        });
        await page.GotoAsync(address.AbsoluteUri, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return opened;
    }

    /// <summary>Opens the address and waits until it has loaded.</summary>
    public static async Task<OfflinePage> OpenAsync(IPage page, string address)
    {
        OfflinePage opened = Watch(page);
        page.Request += (_, request) =>
        {
            if (request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                opened.Requests.Add(request.Url);
            }
        };
        await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        return opened;
    }

    private static OfflinePage Watch(IPage page)
    {
        OfflinePage opened = new(page);
        page.Console += (_, message) => { if (message.Type == "error") { opened.Errors.Add($"{message.Text} ({message.Location})"); } };
        page.PageError += (_, error) => opened.Errors.Add(error);
        return opened;
    }

    /// <summary>Waits until that many charts are drawn, and gives the number of traces that each drew.</summary>
    public async Task<int[]> DrawnTracesAsync(int charts)
    {
        await Page.WaitForFunctionAsync(
            "n => document.querySelectorAll('.js-plotly-plot').length >= n && [...document.querySelectorAll('.js-plotly-plot')].every(p => p.querySelector('svg.main-svg') && p._fullData)",
            charts, new PageWaitForFunctionOptions { Timeout = 60_000 });
        return await Page.EvaluateAsync<int[]>("() => [...document.querySelectorAll('.js-plotly-plot')].map(p => p._fullData.filter(t => t.visible === true).length)");
    }

    /// <summary>The whole page as a picture, and how many distinct colours a sample of its pixels has.</summary>
    public async Task<(byte[] Png, int Colours)> PictureAsync()
    {
        byte[] png = await Page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true });
        int colours = await Page.EvaluateAsync<int>(
            """
            async data => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + data;
              await image.decode();
              const canvas = new OffscreenCanvas(image.width, image.height);
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const pixels = context.getImageData(0, 0, image.width, image.height).data;
              const seen = new Set();
              for (let i = 0; i < pixels.length; i += 4) { seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]); }
              return seen.size;
            }
            """,
            Convert.ToBase64String(png));
        return (png, colours);
    }
}
