using System.Text.Json;
using LlmNotebooks.Testing;

namespace LlmNotebooks.Cli.Tests;

/// <summary>Files as people have them, by the commands: what a check says is what helps.</summary>
public sealed class FilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each option is the one that the check of the file without it names.
    [Theory]
    [InlineData("squad.json", """{"data":[{"title":"t","paragraphs":[{"context":"It is blue.","qas":[{"id":"1","question":"What?","answers":[{"text":"blue","answer_start":6}]}]}]}]}""", "--context-field context", "user: It is blue.\n\nWhat?\ntarget: blue")]
    [InlineData("swag.jsonl", """{"ctx":"He sits. he","endings":["runs","sings"],"label":"1"}""", "--answers index1", "target: A")]
    [InlineData("mmlu.csv", "Which one is a fruit?,Stone,Pear,B\n", "--columns input,A,B,target", "target: B")]
    [InlineData("turns.jsonl", """{"question_id":1,"turns":["Write.","Rewrite."]}""", "--input-field turns[0]", "user: Write.")]
    [InlineData("splits.json", """{"train":[{"input":"a","target":"1"}],"test":[{"input":"b","target":"2"}]}""", "--rows-field train", "user: a")]
    public async Task The_check_names_the_option_that_helps(string name, string text, string option, string shown)
    {
        string path = await WriteAsync(name, text);

        Finished check = await CommandLine.RunAsync("dataset", "check", path);
        Finished helped = await CommandLine.RunAsync(["dataset", "show", path, .. option.Split(' ')]);

        Assert.Contains(option.StartsWith("--answers", StringComparison.Ordinal) ? "--answers index0 or index1" : option, check.Output, StringComparison.Ordinal);
        Assert.Equal(0, helped.ExitCode);
        Assert.Contains(shown, helped.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_used_and_what_fits_the_targets_is_noted()
    {
        string path = await WriteAsync("gsm.jsonl", string.Join('\n', Enumerable.Range(0, 4).Select(i => $$"""{"question":"q{{i}}","answer":"so\n#### {{i}}","level":"easy"}""")));

        Finished check = await CommandLine.RunAsync("dataset", "check", path);
        JsonElement json = await CommandLine.JsonAsync("dataset", "check", path);

        Assert.Contains("note 4 of 4 targets end in '#### number': --metric numeric-match", check.Output, StringComparison.Ordinal);
        Assert.Contains("note not used: level (kept as metadata, for templates and metrics); for results by 'level', --category-field level", check.Output, StringComparison.Ordinal);
        Assert.Equal(2, json.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public async Task What_nothing_could_score_is_refused_before_a_call_and_what_fits_better_is_said()
    {
        await using ChatServer server = await ChatServer.StartAsync(_ => "so it is 3");
        string without = await WriteAsync("without.jsonl", "{\"prompt\":\"q\",\"solution\":\"3\"}"), numbers = await WriteAsync("numbers.jsonl", "{\"prompt\":\"q\",\"answer\":\"#### 3\"}");

        Finished refused = await EvaluateAsync(without), pattern = await EvaluateAsync(without, "--metric", "regex", "--metric-option", "regex.pattern=3");
        Finished hinted = await EvaluateAsync(numbers, "--run", "hinted"), chosen = await EvaluateAsync(numbers, "--run", "chosen", "--metric", "numeric-match");

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("None of the 1 samples has a target, and exact-match compares with one", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, pattern.ExitCode);
        Assert.Contains("1 of 1 targets end in '#### number': --metric numeric-match", hinted.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("targets end in", chosen.Error, StringComparison.Ordinal);
        // One call for each of the other three.
        Assert.Equal(3, server.Requests);

        Task<Finished> EvaluateAsync(string data, params string[] more) =>
            CommandLine.RunAsync(["evaluate", "--dataset", data, "--model", $"openai-compatible:{server.Endpoint}#m", "--store", _folder.File("runs.db"), .. more]);
    }

    [Theory]
    [InlineData("--ignore-case", "PARIS is it", 1)]
    [InlineData("--whole-words", "Parisians", 0)]
    [InlineData("--normalize nfkc", "\uff30\uff41\uff52\uff49\uff53", 1)]
    public async Task Options_of_metrics_are_options_of_evaluate(string options, string answer, double mean)
    {
        await using ChatServer server = await ChatServer.StartAsync(_ => answer);
        string data = await WriteAsync("data.jsonl", "{\"input\":\"q\",\"target\":\"Paris\"}");
        string[] command = ["evaluate", "--dataset", data, "--model", $"openai-compatible:{server.Endpoint}#m", "--store", _folder.File("runs.db"), "--metric", "contains"];

        JsonElement run = await CommandLine.JsonAsync([.. command, .. options.Split(' ')]);
        Finished useless = await CommandLine.RunAsync([.. command[..^1], "token-f1", "--whole-words"]);

        Assert.Equal(mean, run.GetProperty("models")[0].GetProperty("mean").GetDouble());
        Assert.Equal(2, useless.ExitCode);
        Assert.Contains("--whole-words has no effect on token-f1", useless.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_becomes_a_run_that_is_shown_scored_again_and_exported()
    {
        string log = await WriteAsync("log.json", """{"version":2,"status":"success","eval":{"task":"t","model":"openai/m","created":"2025-05-12T20:28:13Z"},"samples":[{"id":1,"epoch":1,"input":"2+2?","target":"4","output":{"choices":[{"message":{"content":"=4"},"stop_reason":"stop"}]},"scores":{"match":{"value":"I"}}}]}""");
        string store = _folder.File("runs.db");

        Finished imported = await CommandLine.RunAsync("runs", "import", log, "--store", store, "--run", "theirs");
        JsonElement shown = await CommandLine.JsonAsync("runs", "show", "theirs", "--store", store);
        Finished scored = await CommandLine.RunAsync("score", "theirs", "--store", store, "--metric", "contains");
        Finished table = await CommandLine.RunAsync("runs", "export", "theirs", "--store", store, "--format", "csv");
        Finished refused = await CommandLine.RunAsync("runs", "import", await WriteAsync("samples_t.jsonl", """{"doc_id":0,"doc":{},"target":"x","arguments":{"gen_args_0":{"arg_0":"q"}},"resps":[["x"]],"filter":"none","metrics":[]}"""), "--store", store);

        Assert.True(imported.ExitCode == 0, imported.ToString());
        Assert.Contains("imported from Inspect as run theirs. The log does not tell: latency; tokens; ", imported.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("models")[0].GetProperty("latency_ms").ValueKind);
        Assert.Equal(0, shown.GetProperty("models")[0].GetProperty("mean").GetDouble());
        Assert.True(scored.ExitCode == 0, scored.ToString());
        // A formula is guarded, and said.
        Assert.Contains(",'=4,", table.Output, StringComparison.Ordinal);
        Assert.Contains("1 cell that begins like a formula got an apostrophe; --keep-formulas", table.Error, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("name it: --model NAME", refused.Error, StringComparison.Ordinal);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        string path = _folder.File(name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
