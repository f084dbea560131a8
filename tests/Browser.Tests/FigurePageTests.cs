using System.Text.Json;
using System.Text.Json.Nodes;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;
using LlmNotebooks.Testing;
using Microsoft.Playwright;

namespace LlmNotebooks.Browser.Tests;

using Charts = LlmNotebooks.Charts.Charts;
using Figure = LlmNotebooks.Charts.Figure;

public sealed class FigurePageTests(SharedBrowser shared) : IClassFixture<SharedBrowser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static Figure[] Every =>
    [
        Charts.Intervals(SampleFrames.ByModel, "model", "exact-match", title: "Exact match by model", valueTitle: "exact match (share of samples, 95% interval)"),
        Charts.HeatMap(SampleFrames.ByCategory, "category", "model", "score", title: "Score by category"),
        Charts.Distribution(SampleFrames.Answers, "model", "latency_ms", logAxis: true, title: "Latency"),
        Charts.Distribution(SampleFrames.Answers, "model", "latency_ms"),
        Charts.Pareto(SampleFrames.ByModel, "latency_median_ms", "exact-match", "model", title: "Quality against latency"),
        Charts.Pareto(SampleFrames.ByModel, "file_bytes", "exact-match", "model", logX: true, title: "Quality against file size"),
        Charts.Intervals(SampleFrames.BySolvedTask, "model", "cost_usd", title: "Cost of a solved task", better: Better.Lower),
        Charts.Lines(SampleFrames.ByVolume, "requests", "cost_usd", "option", markers: [(400_000, "crossover")], steps: ["machines"], title: "Cost by volume"),
        Charts.Lines(SampleFrames.ByVolume, "requests", "cost_usd", "option", logX: true, logY: true),
        Charts.Tornado(SampleFrames.Inputs, "input", "saving_usd_low", "saving_usd_high", baseline: 34_000, "from", "to", title: "What the saving hangs on"),
        Charts.CashFlow(SampleFrames.Payments, "month", "cost_usd", "option", title: "Cumulative cost"),
        Charts.Ranking(SampleFrames.Compared.ToRankingFrame(), title: "Ranked"),
        Charts.Pairs(SampleFrames.Compared.ToPairsFrame(), title: "Pairs"),
        Charts.Differences(SampleFrames.Comparisons, "comparison", "difference", title: "Paired differences in exact match"),
    ];

    private static Figure Intervals => Every[0];

    private static Figure Forest => Every[^1];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_chart_draws_offline_with_all_its_traces(ColorScheme scheme)
    {
        OfflinePage page = await OpenAsync(Figure.ToHtmlPage("Every chart", Every), scheme);

        int[] traces = await page.DrawnTracesAsync(Every.Length);

        Assert.Equal(Every.Select(f => JsonNode.Parse(f.Json)!["data"]!.AsArray().Count), traces);
        AssertQuiet(page);
        (_, int colours) = await page.PictureAsync();
        Assert.True(colours > 50, $"The picture has {colours} colours.");
    }

    [Fact]
    public async Task Library_is_evaluated_once_for_all_figures_beside_RequireJS()
    {
        const string Before = """
            <script>
            var defined = 0, inflated = 0, Native = DecompressionStream;
            function define() { defined++; }
            define.amd = {};
            window.DecompressionStream = function (format) { inflated++; return new Native(format); };
            </script>
            """;
        OfflinePage page = await OpenAsync(Before + Intervals.ToHtml() + Forest.ToHtml() + Intervals.ToHtml());

        int[] traces = await page.DrawnTracesAsync(3);

        Assert.Equal(3, traces.Length);
        Assert.Equal("1 0 undefined function", await page.Page.EvaluateAsync<string>("() => [inflated, defined, typeof window.Plotly, typeof define].join(' ')"));
        AssertQuiet(page);
    }

    [Fact]
    public async Task Figures_before_and_after_the_one_library_draw()
    {
        OfflinePage page = await OpenAsync(WithoutLibrary(Intervals) + Forest.ToHtml() + WithoutLibrary(Intervals));

        int[] traces = await page.DrawnTracesAsync(3);

        Assert.Equal([1, JsonNode.Parse(Forest.Json)!["data"]!.AsArray().Count, 1], traces);
        AssertQuiet(page);
    }

    [Theory]
    // As JupyterLab does: each script of an output is replaced by a copy, which runs.
    [InlineData("copy => script.replaceWith(copy)")]
    // As VS Code does: a copy is added to the output, runs, and is taken away; the script itself stays.
    [InlineData("copy => { output.appendChild(copy); output.removeChild(copy); }")]
    public async Task Outputs_put_in_by_a_notebook_front_end_draw(string run)
    {
        string outputs = JsonSerializer.Serialize(new[] { Intervals.ToHtml(), WithoutLibrary(Forest), WithoutLibrary(Intervals) });
        OfflinePage page = await OpenAsync($$"""
            <script>
            for (const html of {{outputs}}) {
              const output = document.createElement('div');
              output.innerHTML = html;
              document.body.appendChild(output);
              for (const script of [...output.querySelectorAll('script')]) {
                const copy = document.createElement('script');
                for (const attribute of script.attributes) { copy.setAttribute(attribute.name, attribute.value); }
                copy.text = script.textContent;
                ({{run}})(copy);
              }
            }
            </script>
            """);

        int[] traces = await page.DrawnTracesAsync(3);

        Assert.Equal([1, JsonNode.Parse(Forest.Json)!["data"]!.AsArray().Count, 1], traces);
        AssertQuiet(page);
    }

    [Fact]
    public async Task Same_figure_twice_has_two_ids()
    {
        OfflinePage page = await OpenAsync(Figure.ToHtmlPage("Twice", Intervals, Intervals));
        await page.DrawnTracesAsync(2);

        string[] ids = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('div[data-figure]')].map(d => d.id)");

        Assert.Equal(ids[0] + "-2", ids[1]);
    }

    [Fact]
    public async Task Figure_without_the_library_says_so_and_draws_when_it_comes()
    {
        OfflinePage page = await OpenAsync(WithoutLibrary(Intervals));

        await page.Page.GetByText("The chart library is not on this page").WaitForAsync();
        await page.Page.EvaluateAsync("html => document.body.insertAdjacentHTML('beforeend', html)", LibraryOf(Intervals));

        int[] traces = await page.DrawnTracesAsync(1);
        Assert.Equal([1], traces);
    }

    [Fact]
    public async Task Figure_in_a_browser_that_cannot_unpack_says_so()
    {
        OfflinePage page = await OpenAsync("<script>delete window.DecompressionStream;</script>" + Intervals.ToHtml());

        await page.Page.GetByText("this browser has no DecompressionStream").WaitForAsync();
    }

    [Fact]
    public async Task Names_of_models_are_shown_letter_by_letter()
    {
        const string Name = "</script><!-- <b>&amp;</b> \u2028 '\"";
        Frame frame = Frame.Of([Name]).Column("model", n => n).Column("score", _ => 0.5).Bounds("score", _ => 0.4, _ => 0.6).Build();
        OfflinePage page = await OpenAsync(Charts.Intervals(frame, "model", "score").ToHtml());
        await page.DrawnTracesAsync(1);

        string? label = await page.Page.Locator(".ytick text").TextContentAsync();

        Assert.Equal(Name.Replace('\u2028', ' '), label);
        AssertQuiet(page);
    }

    [Fact]
    public async Task Names_are_shown_letter_by_letter_under_the_pointer_too()
    {
        const string Name = "%{x} <b>&amp;</b> $a$";
        Frame frame = Frame.Of([1.0]).Column("model", _ => Name).Column("latency_ms", v => v, Unit.Milliseconds).Build();
        OfflinePage page = await OpenAsync(Charts.Distribution(frame, "model", "latency_ms").ToHtml());
        await page.DrawnTracesAsync(1);

        await page.Page.Locator(".scatterlayer .point").HoverAsync(new() { Force = true });
        string? hover = await page.Page.Locator(".hoverlayer .hovertext").First.TextContentAsync();

        Assert.StartsWith(Name + "latency (ms): 1", hover, StringComparison.Ordinal);
        AssertQuiet(page);
    }

    [Fact]
    public async Task Figure_takes_the_colour_of_its_page_when_the_page_turns_dark()
    {
        OfflinePage page = await OpenAsync(Figure.ToHtmlPage("Dark", Intervals));
        await page.DrawnTracesAsync(1);

        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });

        await page.Page.WaitForFunctionAsync("() => getComputedStyle(document.querySelector('.xtick text')).fill === 'rgb(255, 255, 255)'");
        AssertQuiet(page);
    }

    [Fact]
    public async Task Figure_follows_the_width_of_its_page()
    {
        OfflinePage page = await OpenAsync(Intervals.ToHtml());
        await page.DrawnTracesAsync(1);

        await page.Page.SetViewportSizeAsync(500, 800);

        await page.Page.WaitForFunctionAsync("() => document.querySelector('svg.main-svg').getBoundingClientRect().width <= 500");
        AssertQuiet(page);
    }

    private static string LibraryOf(Figure figure) =>
        figure.ToHtml() is var html ? html[..(html.IndexOf("</script>", StringComparison.Ordinal) + "</script>".Length)] : "";

    private static string WithoutLibrary(Figure figure) => figure.ToHtml()[LibraryOf(figure).Length..];

    private static void AssertQuiet(OfflinePage page)
    {
        Assert.Empty(page.Errors);
        Assert.Empty(page.Requests);
    }

    private async Task<OfflinePage> OpenAsync(string html, ColorScheme scheme = ColorScheme.Light)
    {
        OfflineBrowser browser = await shared.GetAsync();
        string file = _folder.File("page.html");
        await File.WriteAllTextAsync(file, html.StartsWith("<!DOCTYPE", StringComparison.Ordinal) ? html : $"<!DOCTYPE html><meta charset=\"utf-8\"><body>{html}</body>");
        return await browser.OpenAsync(file, scheme);
    }
}
