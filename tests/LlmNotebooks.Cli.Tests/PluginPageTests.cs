using System.Text;
using System.Text.Json;
using LlmNotebooks.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmNotebooks.Cli.Tests;

/// <summary>The project that docs/plugins.md shows is built against the packed library, outside of the repository, and used by name.</summary>
public sealed class PluginPageTests : IDisposable
{
    // No key looks like this, so only a candidate that states its secrets keeps it out.
    private const string Key = "plain-word-of-acme", Version = "0.0.1-page";

    private static readonly MarkdownPage Page = new("plugins.md");

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_project_builds_and_its_metrics_and_models_are_used_on_the_command_line_and_in_a_notebook()
    {
        await using WebApplication server = Server();
        await server.StartAsync(TestContext.Current.CancellationToken);
        await WriteProjectAsync();
        Dictionary<string, string> environment = new() { ["NUGET_PACKAGES"] = _folder.File("packages"), ["ACME_URL"] = server.Urls.First(), ["ACME_API_KEY"] = Key };
        foreach (string project in (string[])["LlmNotebooks.Core", "LlmNotebooks.Evaluation"])
        {
            await RunAsync("dotnet", ["pack", Repository.PathOf("src", project), "--no-build", "-c", Repository.Configuration, "-o", _folder.File("feed"), $"-p:PackageVersion={Version}"], environment);
        }

        await File.WriteAllLinesAsync(
            _folder.File("tickets.jsonl"),
            ["""{"id": "first", "input": "Which plan has a refund?"}""", """{"id": "second", "input": "Is this wrong?"}"""], TestContext.Current.CancellationToken);
        foreach (string command in Page.BlocksIn("sh").SelectMany(block => block.Split('\n')))
        {
            string[] words = command.Split(' ');
            await (words[0] == "llmnb" ? LlmnbAsync(words[1..], environment) : RunAsync(words[0], words[1..], environment));
        }

        Finished export = await LlmnbAsync(["runs", "export", "tickets", "--store", "tickets.db", "--format", "jsonl"], environment);
        JsonElement[] answers = [.. export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        JsonElement first = Assert.Single(answers, answer => Text(answer, "sample") == "first"), second = Assert.Single(answers, answer => Text(answer, "sample") == "second");
        Assert.Equal("A refund for the order", Text(first, "answer"));
        Assert.Equal(5, first.GetProperty("scores").GetProperty("answer-words").GetProperty("value").GetDouble());
        Assert.Equal(1, first.GetProperty("scores").GetProperty("keyword-recall").GetProperty("value").GetDouble());
        Assert.Equal(2, first.GetProperty("attempts").GetInt32());
        Assert.Equal("http-400", Text(second, "error_type"));
        Assert.Contains("[redacted]", Text(second, "error_message"), StringComparison.Ordinal);
        string store = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_folder.File("tickets.db"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(Key, store, StringComparison.Ordinal);
        Assert.Contains("""["refund","order"]""", store, StringComparison.Ordinal);

        string[] cells = [.. Page.BlocksIn("csharp").Select(cell => cell.Replace("../artifacts/kit", Repository.PathOf("artifacts", "kit").Replace('\\', '/'), StringComparison.Ordinal))];
        await CSharpNotebook.WriteAsync(_folder.File("acme.ipynb"), [.. cells, "$\"{new KeywordRecall(\"refund\", \"order\").Info.IsSame(recall.Metrics[0])} {small.Provider}\""]);
        await LlmnbAsync(["run", "acme.ipynb", "--output", "out"], environment);
        Assert.Contains("True acme", await File.ReadAllTextAsync(_folder.File(Path.Combine("out", "acme.ipynb")), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_the_version_that_this_is() => Assert.Contains($"Version=\"{typeof(CommandLineApp).Assembly.GetName().Version!.ToString(3)}\"", Project(), StringComparison.Ordinal);

    [Fact]
    public void Every_link_of_the_page_leads_somewhere() => Assert.Empty(Page.BrokenLinks);

    public void Dispose() => _folder.Dispose();

    private static string Project() => Page.Blocks.Single(block => block.Info == "xml file=Acme.csproj").Text;

    private static string Text(JsonElement answer, string member) => answer.GetProperty(member).GetString()!;

    // The first request finds the service busy in its own words; a wrong one is told with its key.
    private static WebApplication Server()
    {
        int requests = 0;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        server.MapPost("/answer", async context =>
        {
            string asked = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
            (int status, string body) = context.Request.Headers["x-api-key"] != Key ? (401, "no key")
                : asked.Contains("wrong", StringComparison.Ordinal) ? (400, $"wrong question with {Key}")
                : Interlocked.Increment(ref requests) == 1 ? (409, "busy")
                : (200, """{"text": "A refund for the order", "tokens_in": 6, "tokens_out": 5}""");
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body, context.RequestAborted);
        });
        return server;
    }

    // What the library needs is in the cache of the one who built it; the library itself comes from packages made here, and from nowhere else.
    private async Task WriteProjectAsync()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = _folder.File("acme");
        Directory.CreateDirectory(folder);
        foreach ((string info, string text) in Page.Blocks)
        {
            if (info.Split(" file=") is [_, var file]) { await File.WriteAllTextAsync(Path.Combine(folder, file), text, TestContext.Current.CancellationToken); }
        }

        string version = typeof(CommandLineApp).Assembly.GetName().Version!.ToString(3);
        await File.WriteAllTextAsync(Path.Combine(folder, "Acme.csproj"), Project().Replace($"Version=\"{version}\"", $"Version=\"{Version}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            _folder.File("NuGet.config"),
            $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{_folder.File("feed")}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="cache" value="{cache}" /></fallbackPackageFolders>
            </configuration>
            """, TestContext.Current.CancellationToken);
    }

    private Task<Finished> LlmnbAsync(string[] arguments, Dictionary<string, string> environment) =>
        RunAsync("dotnet", ["exec", Repository.PathOf("artifacts", "bin", "LlmNotebooks.Cli", Repository.Configuration, "llmnb.dll"), .. arguments], environment);

    private async Task<Finished> RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        Finished finished = await Processes.RunAsync(program, _folder.Path, arguments, environment);
        Assert.True(finished.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{finished}");
        return finished;
    }
}
