using LlmNotebooks.Tables;

namespace LlmNotebooks.Browser.Tests;

using Charts = LlmNotebooks.Charts.Charts;
using Figure = LlmNotebooks.Charts.Figure;

public sealed class FigurePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Figure_draws_offline()
    {
        Frame frame = Frame.Of(new[] { ("skills-micro-f16", 0.91, 0.87, 0.94), ("skills-nano-f16", 0.74, 0.68, 0.79), ("skills-pico-f16", 0.42, 0.36, 0.49) })
            .Column("model", r => r.Item1).Column("exact-match", r => r.Item2).Column("exact-match_low", r => r.Item3).Column("exact-match_high", r => r.Item4).Build();
        Figure figure = Charts.Intervals(frame, "model", "exact-match", title: "Exact match by model");
        await using OpenPage page = await chromium.OpenAsync(Figure.ToHtmlPage("A page", figure, figure));
        await page.SettledAsync();
        page.AssertQuietAndOffline();
        int[] traces = await page.TracesAsync();
        Assert.Equal([1, 1], traces);
    }
}
