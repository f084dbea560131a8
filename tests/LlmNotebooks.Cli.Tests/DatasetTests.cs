using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

public sealed class DatasetTests : IDisposable
{
    private const string Table = "frage;a;b;c;richtig;fach\nWas ist rund?;Ball;Buch;Brett;0;Form\nWas ist rot?;Gras;Blut;Meer;1;Farbe\n";

    private static readonly string[] Mapping = ["--input-field", "frage", "--choices-field", "a", "--choices-field", "b", "--choices-field", "c", "--target-field", "richtig", "--category-field", "fach"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_data_set_passes_and_a_broken_one_fails_with_every_problem()
    {
        string broken = await WriteAsync("broken.csv", "id,input,target\n1,x,a\n1,,b\n2,y\n");

        Finished shipped = await CommandLine.RunAsync("dataset", "check", CommandLine.Dataset);
        Finished failed = await CommandLine.RunAsync("dataset", "check", broken);
        Finished json = await CommandLine.RunAsync("dataset", "check", broken, "--json");

        Assert.True(shipped.ExitCode == 0, shipped.ToString());
        // data/recordings/skills.db: the hash in the plan of the recorded run.
        Assert.Contains("816 samples, 0 errors", shipped.Output, StringComparison.Ordinal);
        Assert.Contains("94f6a1f0e248d6a862a38a0a627c1a55e6d9fbd46310f4c3a2353a5170abc345", shipped.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (failed.ExitCode, json.ExitCode));
        Assert.Contains("error line 3, field 'id': The id '1' is already that of line 2", failed.Output, StringComparison.Ordinal);
        Assert.Contains("--input-field", failed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("DatasetFields", failed.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal([3, 3, 4], document.RootElement.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt32()));
        Assert.Equal("target", document.RootElement.GetProperty("problems")[2].GetProperty("field").GetString());
        Assert.Equal("error", document.RootElement.GetProperty("problems")[2].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task What_would_be_sent_is_shown_with_choices_template_and_examples()
    {
        string data = await WriteAsync("quiz.csv", Table);
        string template = await WriteAsync("t.txt", "[{{category}}] {{input}}\n{{choices}}\n");

        JsonElement plain = await CommandLine.JsonAsync(["dataset", "show", data, .. Mapping]);
        JsonElement shots = await CommandLine.JsonAsync(["dataset", "show", data, .. Mapping, "--template", template, "--shots", "1", "--shots-from", data, "--limit", "1"]);
        JsonElement rotated = await CommandLine.JsonAsync(["dataset", "show", data, .. Mapping, "--rotate-choices"]);
        Finished text = await CommandLine.RunAsync(["dataset", "show", data, .. Mapping, "--shuffle-choices", "--seed", "3"]);

        JsonElement first = plain.GetProperty("first")[0];
        Assert.Equal("Was ist rund?\n\nA) Ball\nB) Buch\nC) Brett\n\nAnswer with the letter of the right choice only: A, B or C.", first.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("A", first.GetProperty("references")[0].GetString());
        Assert.Equal(["Form", "Farbe"], plain.GetProperty("categories").EnumerateArray().Select(category => category.GetProperty("category").GetString()));
        Assert.Equal(
            [("user", "[Farbe] Was ist rot?\nA) Gras\nB) Blut\nC) Meer"), ("assistant", "B"), ("user", "[Form] Was ist rund?\nA) Ball\nB) Buch\nC) Brett")],
            Assert.Single(shots.GetProperty("first").EnumerateArray()).GetProperty("messages").EnumerateArray().Select(message => (message.GetProperty("role").GetString()!, message.GetProperty("content").GetString()!)));
        Assert.Equal((6, 2), (rotated.GetProperty("samples").GetInt32(), rotated.GetProperty("clusters").GetInt32()));
        Assert.True(text.ExitCode == 0, text.ToString());
        Assert.Contains("quiz: 2 samples in 2 clusters", text.Output, StringComparison.Ordinal);
        Assert.Contains("── 2, Farbe", text.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_share_no_cluster_and_load_again()
    {
        string train = _folder.File("train.jsonl"), test = _folder.File("test.jsonl");

        JsonElement parts = await CommandLine.JsonAsync("dataset", "split", CommandLine.Dataset, "--share", "0.75", "--output", train, "--output", test, "--seed", "1");
        JsonElement shown = await CommandLine.JsonAsync("dataset", "show", test);

        // 34 clusters of 3 in each of 8 categories, 75:25: 25.5 and 8.5 of each, 204 and 68 in all.
        Assert.Equal([(612, 204), (204, 68)], parts.EnumerateArray().Select(part => (part.GetProperty("samples").GetInt32(), part.GetProperty("clusters").GetInt32())));
        Assert.Equal(parts[1].GetProperty("hash").GetString(), shown.GetProperty("hash").GetString());
        Assert.All(shown.GetProperty("categories").EnumerateArray(), category => Assert.InRange(category.GetProperty("clusters").GetInt32(), 8, 9));
        HashSet<string> clusters(string file) => File.ReadLines(file).Select(line => JsonElement.Parse(line).GetProperty("cluster").GetString()!).ToHashSet(StringComparer.Ordinal);
        Assert.False(clusters(train).Overlaps(clusters(test)));
    }

    [Fact]
    public async Task Samples_go_to_standard_output_or_a_file()
    {
        string file = _folder.File("part.jsonl");

        Finished printed = await CommandLine.RunAsync("dataset", "sample", CommandLine.Dataset, "--count", "16", "--stratify", "--seed", "2");
        Finished written = await CommandLine.RunAsync("dataset", "sample", CommandLine.Dataset, "--count", "16", "--stratify", "--seed", "2", "--output", file);
        Finished clusters = await CommandLine.RunAsync("dataset", "sample", CommandLine.Dataset, "--count", "5", "--clusters");

        Assert.Equal(16, printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).CountBy(line => JsonElement.Parse(line).GetProperty("category").GetString()!, StringComparer.Ordinal), category => Assert.Equal(2, category.Value));
        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Equal(printed.Output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(15, clusters.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task An_evaluation_takes_a_table_and_asks_with_its_choices()
    {
        string data = await WriteAsync("quiz.csv", Table);
        List<string> prompts = [];
        await using ChatServer server = await ChatServer.StartAsync(prompt =>
        {
            lock (prompts) { prompts.Add(prompt); }
            return "B";
        });

        JsonElement run = await CommandLine.JsonAsync(["evaluate", "--dataset", data, "--model", $"openai-compatible:{server.Endpoint}#instant", "--store", _folder.File("runs.db"), .. Mapping]);

        Assert.Equal(0.5, run.GetProperty("models")[0].GetProperty("mean").GetDouble());
        Assert.Contains(prompts, prompt => prompt.Contains("B) Blut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_that_does_not_load_is_told_with_the_options_of_the_command()
    {
        string data = await WriteAsync("quiz.csv", Table);

        Finished evaluated = await CommandLine.RunAsync("evaluate", "--dataset", data, "--model", CommandLine.Model("skills-pico-f16"), "--store", _folder.File("runs.db"));
        Finished shown = await CommandLine.RunAsync("dataset", "show", data, "--input-field", "fragen");

        Assert.Equal((1, 1), (evaluated.ExitCode, shown.ExitCode));
        Assert.Contains("the columns are frage, a, b, c, richtig, fach", evaluated.Error, StringComparison.Ordinal);
        Assert.Contains("--input-field", evaluated.Error, StringComparison.Ordinal);
        Assert.Contains("quiz.csv, line 1, field 'fragen'", shown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("check", "DATA", "--limit", "0")]
    [InlineData("check", "DATA", "--format", "xml")]
    [InlineData("show", "DATA", "--limit", "-1")]
    [InlineData("show", "DATA", "--shots", "2")]
    [InlineData("show", "DATA", "--shots-same-category")]
    [InlineData("show", "DATA", "--shots", "2", "--shots-from", "DATA")]
    [InlineData("show", "DATA", "--shuffle-choices")]
    [InlineData("show", "DATA", "--template", "no-such.txt")]
    [InlineData("split", "DATA", "--share", "0.5", "--output", "OUT")]
    [InlineData("split", "DATA", "--share", "0.5", "--output", "OUT", "--output", "OUT")]
    [InlineData("split", "DATA", "--share", "0.5", "--output", "OUT", "--output", "DATA")]
    [InlineData("split", "DATA", "--share", "1.5", "--output", "OUT", "--output", "OUT2")]
    [InlineData("split", "DATA", "--share", "half", "--output", "OUT", "--output", "OUT2")]
    [InlineData("split", "DATA", "--share", "0.5", "--share", "0.4", "--output", "OUT", "--output", "OUT2")]
    [InlineData("split", "DATA", "--share", "0.1", "--output", "OUT", "--output", "OUT2")]
    [InlineData("sample", "DATA")]
    [InlineData("sample", "DATA", "--count", "0")]
    [InlineData("sample", "DATA", "--count", "1", "--output", "DATA")]
    public async Task Wrong_usage_ends_with_2_and_writes_nothing(params string[] arguments)
    {
        string data = await WriteAsync("data.jsonl", "{\"input\":\"x\",\"target\":\"1\"}\n{\"input\":\"y\",\"target\":\"2\"}\n");

        Finished finished = await CommandLine.RunAsync(["dataset", .. arguments.Select(argument => argument == "DATA" ? data : argument.StartsWith("OUT", StringComparison.Ordinal) ? _folder.File(argument) : argument)]);

        Assert.True(finished.ExitCode == 2, finished.ToString());
        Assert.StartsWith("llmnb: ", finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
        Assert.Equal([data], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task A_data_set_that_is_not_there_is_named()
    {
        foreach (string verb in (string[])["check", "show"])
        {
            Finished finished = await CommandLine.RunAsync("dataset", verb, "no-such.jsonl");

            Assert.Equal(1, finished.ExitCode);
            Assert.Contains("no-such.jsonl", finished.Error, StringComparison.Ordinal);
        }
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_folder.File(name), text);
        return _folder.File(name);
    }
}
