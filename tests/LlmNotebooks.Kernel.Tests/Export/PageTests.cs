using LlmNotebooks.Kernel.Documents;
using LlmNotebooks.Kernel.Export;

namespace LlmNotebooks.Kernel.Tests.Export;

public sealed class PageTests
{
    [Fact]
    public async Task A_page_draws_its_charts_with_the_network_off()
    {
        await using OfflineBrowser browser = await OfflineBrowser.StartAsync();
        using var folder = new TemporaryFolder();
        string kit = Repository.PathOf("artifacts", "kit");
        Notebook notebook = Notebooks.Of(
            $"#r \"{kit}/LlmNotebooks.dll\"\n#r \"{kit}/Plotly.NET.CSharp.dll\"\nusing Plotly.NET.CSharp;",
            "var one = Chart.Line<int, int, string>([1, 2], [3, 4]);\nvar two = Chart.Combine([one, Chart.Point<int, int, string>([1, 2], [5, 6])]);\none",
            "new LlmNotebooks.Charts.Figure(two)",
            "two");
        Assert.Null(await Notebooks.RunAsync(notebook));
        await File.WriteAllTextAsync(folder.File("page.html"), HtmlExporter.Export(notebook, "page", folder.Path), TestContext.Current.CancellationToken);

        OfflinePage page = await browser.OpenAsync(folder.File("page.html"));
        int[] traces = await page.DrawnTracesAsync(3);
        (_, int colours) = await page.PictureAsync();

        Assert.Equal([1, 2, 2], traces);
        Assert.True(colours > 50, $"The page has only {colours} colours.");
        Assert.Empty(page.Errors);
        Assert.Empty(page.Requests);
    }
}
