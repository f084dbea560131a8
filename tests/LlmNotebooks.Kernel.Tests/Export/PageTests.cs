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

    /// <summary>How pages put an output into themselves: jQuery of Jupyter Notebook 6 runs its scripts in the page's head, JupyterLab in their place.</summary>
    public static TheoryData<string> Pages { get; } =
    [
        "(output, html) => { output.innerHTML = html; for (const script of output.querySelectorAll('script:not([type])')) { const run = document.createElement('script'); run.text = script.textContent; document.head.appendChild(run).remove(); } }",
        "(output, html) => { output.innerHTML = html; for (const script of output.querySelectorAll('script')) { const run = document.createElement('script'); for (const a of script.attributes) { run.setAttribute(a.name, a.value); } run.textContent = script.textContent; script.replaceWith(run); } }",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_bare_chart_is_drawn_wherever_a_page_runs_its_script(string insert)
    {
        await using OfflineBrowser browser = await OfflineBrowser.StartAsync();
        using var folder = new TemporaryFolder();
        string kit = Repository.PathOf("artifacts", "kit");
        Notebook notebook = Notebooks.Of(
            $"#r \"{kit}/LlmNotebooks.dll\"\n#r \"{kit}/Plotly.NET.CSharp.dll\"\nusing Plotly.NET.CSharp;",
            "var one = Chart.Line<int, int, string>([1, 2], [3, 4]);\none", "Chart.Combine([one, Chart.Point<int, int, string>([1, 2], [5, 6])])", "one");
        Assert.Null(await Notebooks.RunAsync(notebook));
        await File.WriteAllTextAsync(folder.File("page.html"), "<html><head><link rel=\"icon\" href=\"data:,\"><title>x</title></head><body><div id=\"cells\"></div></body></html>", TestContext.Current.CancellationToken);

        OfflinePage page = await browser.OpenAsync(folder.File("page.html"));
        foreach (DisplayOutput output in notebook.Cells.SelectMany(cell => cell.Outputs).Cast<DisplayOutput>())
        {
            await page.Page.EvaluateAsync($"html => {{ const output = document.createElement('div'); document.getElementById('cells').appendChild(output); ({insert})(output, html); }}", output.Data.Text(MimeTypeNames.Html));
        }

        int[] traces = await page.DrawnTracesAsync(3);
        Assert.Equal([1, 2, 1], traces);
        Assert.Empty(page.Errors);
    }
}
