// The picture of the README, from the report of notebook 01: the outputs of some cells, without their code.
//   dotnet run --project src/LlmNotebooks.Cli -- run notebooks/01-choose-a-model.ipynb --output artifacts/runs
//   dotnet run --project tools/report-picture -- artifacts/runs/01-choose-a-model.html docs/report.png by-model choice
using Microsoft.Playwright;

if (args is not [var report, var picture, _, ..])
{
    Console.Error.WriteLine("usage: report-picture REPORT.html PICTURE.png CELL...");
    return 2;
}

string chromium = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
using IPlaywright playwright = await Playwright.CreateAsync();
await using IBrowser browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = ["--no-sandbox"] });
IPage page = await browser.NewPageAsync(new BrowserNewPageOptions { Offline = true, ViewportSize = new ViewportSize { Width = 980, Height = 600 }, ColorScheme = ColorScheme.Light });
await page.GotoAsync(new Uri(Path.GetFullPath(report)).AbsoluteUri);
await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.js-plotly-plot')].length > 0 && [...document.querySelectorAll('.js-plotly-plot')].every(p => p._fullData)");
string kept = string.Join(", ", args[2..].Select(cell => $"#cell-{cell}"));
await page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = $"section.cell:not(:is({kept})), .source, .modebar, .progress {{ display: none !important; }}" });
await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
return 0;
