using Microsoft.Playwright;

namespace Jupyter.Tests;

/// <summary>Notebook 01 in the browser of a person, on a real Notebook server.</summary>
public sealed class NotebookPageTests(InstalledKernel kernel) : IClassFixture<InstalledKernel>
{
    private const string Name = "01-choose-a-model.ipynb";

    private const string IsDone = """
        () => {
          const notebook = Jupyter.notebook;
          const code = notebook.get_cells().filter(cell => cell.cell_type === 'code');
          return code.every(cell => cell.input_prompt_number !== '*' && cell.input_prompt_number) && !notebook.kernel_busy;
        }
        """;

    [Fact]
    public async Task Run_all_shows_every_frame_and_draws_every_chart()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        // Without ipywidgets the Notebook itself reports an error on its page.
        await kernel.RequireAsync("notebook", "ipywidgets");
        using TemporaryFolder workspace = NotebookWorkspace.Of(Name);
        await using NotebookServer server = await NotebookServer.StartAsync(kernel, workspace.Path, cancellationToken);
        await using OfflineBrowser browser = await OfflineBrowser.StartAsync();

        OfflinePage page = await browser.OpenServedAsync(new Uri(server.Address, $"notebooks/notebooks/{Name}"));
        await page.Page.WaitForFunctionAsync("() => window.Jupyter?.notebook?.kernel?.is_connected() && Jupyter.notebook.get_cells().length > 3");
        string dialogs = await page.Page.EvaluateAsync<string>("() => [...document.querySelectorAll('.modal.in')].map(dialog => dialog.innerText).join()");
        await page.Page.EvaluateAsync("() => Jupyter.notebook.execute_all_cells()");
        await page.Page.WaitForFunctionAsync(IsDone, null, new PageWaitForFunctionOptions { Timeout = 240_000 });
        int figures = await page.Page.EvaluateAsync<int>("() => Jupyter.notebook.toJSON().cells.flatMap(cell => cell.outputs ?? []).filter(output => output.data?.['application/vnd.plotly.v1+json']).length");
        int[] traces = await page.DrawnTracesAsync(figures);

        Assert.Equal("", dialogs);
        Assert.True(figures >= 5, $"{figures} figures");
        Assert.Equal(figures, traces.Length);
        Assert.All(traces, drawn => Assert.True(drawn > 0));
        Assert.Empty(await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.output_error, .output_stderr')].map(output => output.innerText)"));
        string[] tables = await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.output_html table')].map(table => table.innerText)");
        Assert.Contains(tables, table => table.Contains("skills-micro-q4_0", StringComparison.Ordinal) && table.Contains("exact-match", StringComparison.Ordinal));
        Assert.Equal(1, await page.Page.EvaluateAsync<int>("() => Jupyter.notebook.toJSON().cells.flatMap(cell => cell.outputs ?? []).map(output => String(output.data?.['text/html'])).join('').split('data-once=\"plotly').length - 1"));
        Assert.True(page.Errors.Count == 0, string.Join(Environment.NewLine, page.Errors));
        Assert.Empty(page.Refused);
    }
}
