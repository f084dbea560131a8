using System.IO.Compression;
using LlmNotebooks.Evaluation;

namespace LlmNotebooks.Tests.Runs;

/// <summary>Logs of other tools as runs. The shapes are those of the tools, the content is ours.</summary>
public sealed class ImportTests : IDisposable
{
    // EvalLog of inspect_ai.log, version 2.
    private const string InspectHead = """ "version":2,"status":"success","eval":{"task":"capitals","model":"openai/gpt-4o-mini","created":"2025-05-12T20:28:13-04:00","dataset":{"name":"capitals"},"config":{"epochs":2}} """;
    private const string First = """{"id":1,"epoch":1,"input":"Capital of France?","target":"Paris","output":{"model":"gpt-4o-mini-2024-07-18","choices":[{"message":{"role":"assistant","content":"Paris"},"stop_reason":"stop"}],"usage":{"input_tokens":64,"output_tokens":2,"total_tokens":66,"input_tokens_cache_read":10,"reasoning_tokens":0},"time":0.5},"scores":{"match":{"value":"C","explanation":"same"}},"total_time":9.9}""";
    private const string Second = """{"id":1,"epoch":2,"input":"Capital of France?","target":"Paris","output":{"model":"gpt-4o-mini-2024-07-18","choices":[{"message":{"role":"assistant","content":[{"type":"reasoning","reasoning":"Hm."},{"type":"text","text":"Lyon"}]},"stop_reason":"max_tokens"}]},"scores":{"match":{"value":"I"}}}""";
    private const string Third = """{"id":"b","epoch":1,"input":[{"role":"system","content":"Be brief."},{"role":"user","content":"2+2?"}],"target":["4","four"],"output":{"choices":[]},"error":{"message":"rate limit"},"scores":{}}""";
    private const string Fourth = """{"id":"b","epoch":2,"input":[{"role":"system","content":"Be brief."},{"role":"user","content":"2+2?"}],"target":["4","four"],"output":{"choices":[{"message":{"role":"assistant","content":"four"},"stop_reason":"stop"}],"usage":{"input_tokens":null,"output_tokens":-1}},"scores":{"match":{"value":"P"},"length":{"value":4}}}""";

    private readonly TemporaryFolder _folder = new();
    private int _stores;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_log_of_Inspect_in_one_object_or_in_an_archive(bool isArchive)
    {
        ImportResult imported = await ImportAsync(isArchive ? Archive() : Write("log.json", $"{{{InspectHead},\"samples\":[{First},{Second},{Third},{Fourth}]}}"));
        Answer[] answers = [.. imported.Run.Answers().OrderBy(answer => answer.SampleId, StringComparer.Ordinal).ThenBy(answer => answer.Repetition)];

        Assert.Equal(("Inspect", RunStatus.Completed, 4L), (imported.Tool, imported.Run.Status, imported.Run.Info.Answers));
        Assert.Equal(("openai/gpt-4o-mini", "Capital of France?", "Paris", "Paris"), (answers[0].Model, answers[0].Input, answers[0].Target, answers[0].Text));
        // Seconds of the last call; cached tokens stand beside the others in Inspect's usage.
        Assert.Equal((500, 74, 2, 10, 0), (answers[0].LatencyMs!.Value, answers[0].InputTokens!.Value, answers[0].OutputTokens!.Value, answers[0].CachedInputTokens!.Value, answers[0].ReasoningTokens!.Value));
        Assert.Equal(("stop", "gpt-4o-mini-2024-07-18", new DateTimeOffset(2025, 5, 13, 0, 28, 13, TimeSpan.Zero)), (answers[0].FinishReason, answers[0].ModelId, answers[0].StartedAt.ToUniversalTime()));
        // What is not told is missing, and no 0.
        Assert.Equal((null, null, null, "max_tokens", "Lyon", "Hm."), (answers[1].LatencyMs, answers[1].InputTokens, answers[1].OutputTokens, answers[1].FinishReason, answers[1].Text, answers[1].Reasoning));
        Assert.Equal((null, null), (answers[3].InputTokens, answers[3].OutputTokens));
        Assert.Equal(("imported-error", "rate limit", null), (answers[2].ErrorType, answers[2].ErrorMessage, answers[2].Text));
        // value_to_float: C 1, I 0, P 0.5; of a plain number the range is not known.
        Assert.Equal([1, 0, null, 0.5], answers.Select(answer => answer.ScoreOf("match")));
        Assert.Equal("same", answers[0].Scores["match"].Reason);
        Assert.Equal((1d, false), (imported.Run.Metrics.Single(metric => metric.Name == "match").Info.Maximum, imported.Run.Metrics.Single(metric => metric.Name == "length").Info.IsBounded));
        Assert.Contains(imported.Unknown, unknown => unknown.StartsWith("latency of 2 of 3", StringComparison.Ordinal));
        ModelSummary summary = Assert.Single(imported.Run.SummarizeModels());
        Assert.Equal((1, 500, 1), (summary.LatencyMs!.Count, summary.LatencyMs.Mean, summary.Errors));
    }

    [Fact]
    public async Task Samples_of_the_harness_one_line_for_each_filter()
    {
        const string Line = """{"doc_id":0,"doc":{"question":"a?"},"target":"x #### 18","arguments":{"gen_args_0":{"arg_0":"Q: a?\nA:","arg_1":{"until":["\n\n"]}}},"resps":[["so 18"]],"filtered_resps":["18"],"filter":"FILTER","metrics":["exact_match"],"exact_match":VALUE}""";
        string path = Write("samples_gsm8k_2024-05-06T12-00-00.000000.jsonl", $"{Line.Replace("FILTER", "strict-match", StringComparison.Ordinal).Replace("VALUE", "0.0", StringComparison.Ordinal)}\n{Line.Replace("FILTER", "flexible-extract", StringComparison.Ordinal).Replace("VALUE", "1.0", StringComparison.Ordinal)}\n");

        Assert.Contains("ImportOptions.Model", (await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(path))).Message, StringComparison.Ordinal);
        ImportResult imported = await ImportAsync(path, model: "gemma");
        Answer answer = Assert.Single(imported.Run.Answers());

        Assert.Equal(("gemma", "0", "Q: a?\nA:", "so 18", "x #### 18"), (answer.Model, answer.SampleId, answer.Input, answer.Text, answer.Target));
        Assert.Equal((0, 1), (answer.ScoreOf("exact_match,strict-match")!.Value, answer.ScoreOf("exact_match,flexible-extract")!.Value));
        Assert.Equal((null, null, null, null), (answer.LatencyMs, answer.InputTokens, answer.OutputTokens, answer.FinishReason));
        Assert.Equal(["latency", "tokens", "the reason to stop"], imported.Unknown.Take(3));
        Assert.Equal("gsm8k", imported.Run.Plan.DatasetName);
        // The harness's results beside the samples name the model.
        Write("results_2024-05-06T12-00-00.json", """{"model_name":"google/gemma-2b"}""");
        Assert.Equal("google/gemma-2b", (await ImportAsync(path)).Run.Plan.Candidates[0].Name);
    }

    [Fact]
    public async Task Choices_by_likelihood_are_answered_by_the_likeliest()
    {
        ImportResult imported = await ImportAsync(Write("samples_arc.jsonl", """{"doc_id":3,"doc":{},"target":"1","arguments":[["Q"," ice"],["Q"," stone"]],"resps":[[["-3.5","False"]],[["-1.25","True"]]],"filtered_resps":[["-3.5","False"],["-1.25","True"]],"filter":"none","metrics":["acc"],"acc":1.0}"""), model: "m");

        Assert.Equal(("stone", 1d), (imported.Run.Answers().Single().Text, imported.Run.Answers().Single().ScoreOf("acc")));
    }

    [Fact]
    public async Task Results_of_promptfoo()
    {
        const string Results =
            """
            {"evalId":"eval-1","results":{"version":3,"timestamp":"2024-05-06T12:00:00Z","results":[
             {"promptIdx":0,"testIdx":0,"provider":{"id":"openai:gpt-4o-mini","label":""},"prompt":{"raw":"Translate: Hello","label":"p"},"vars":{"t":"Hello"},"testCase":{"assert":[{"type":"icontains","value":"bonjour"}]},"response":{"output":"Bonjour","tokenUsage":{"total":20,"prompt":15,"completion":5},"finishReason":"stop"},"success":true,"score":1,"latencyMs":321,"namedScores":{"Tone":0.5},"gradingResult":{"reason":"All assertions passed"}},
             {"promptIdx":0,"testIdx":1,"provider":{"id":"openai:gpt-4o-mini"},"prompt":{"raw":"Translate: Bye","label":"p"},"response":{"output":"Non","cached":true,"tokenUsage":{"total":0,"prompt":0,"completion":0}},"success":false,"error":"Expected output to contain","score":0,"latencyMs":0},
             {"promptIdx":0,"testIdx":2,"provider":{"id":"openai:gpt-4o-mini"},"prompt":{"raw":"Translate: Yes","label":"p"},"response":{"error":"API error: 429"},"success":false,"score":0,"latencyMs":0}]},"config":{}}
            """;

        ImportResult imported = await ImportAsync(Write("results.json", Results));
        Answer[] answers = [.. imported.Run.Answers()];

        Assert.Equal(("openai:gpt-4o-mini", "Translate: Hello", "bonjour", "Bonjour", 321, 15, 5), (answers[0].Model, answers[0].Input, answers[0].Target, answers[0].Text, answers[0].LatencyMs!.Value, answers[0].InputTokens!.Value, answers[0].OutputTokens!.Value));
        Assert.Equal((1, 0.5), (answers[0].ScoreOf("score")!.Value, answers[0].ScoreOf("Tone")!.Value));
        // From its cache: no time and no tokens. A failed call: no score.
        Assert.Equal((null, null, null, 0d), (answers[1].LatencyMs, answers[1].InputTokens, answers[1].OutputTokens, answers[1].ScoreOf("score")));
        Assert.Equal(("imported-error", "API error: 429", null), (answers[2].ErrorType, answers[2].ErrorMessage, answers[2].ScoreOf("score")));
    }

    [Fact]
    public async Task What_is_no_log_is_refused_and_an_id_is_not_taken_twice()
    {
        Assert.Contains("no log of Inspect", (await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(Write("data.jsonl", "{\"input\":\"x\"}")))).Message, StringComparison.Ordinal);
        Assert.Contains("not a JSON value", (await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(Write("broken.json", "{")))).Message, StringComparison.Ordinal);
        Assert.Contains("no answer", (await Assert.ThrowsAsync<InvalidDataException>(() => ImportAsync(Write("empty.json", $"{{{InspectHead}}}")))).Message, StringComparison.Ordinal);
        string log = Write("log.json", $"{{{InspectHead},\"samples\":[{First}]}}");
        ImportOptions options = new() { StorePath = _folder.File("once.db"), RunId = "mine" };
        // One of two epochs is there.
        Assert.Equal("mine", (await RunImport.ImportAsync(log, options, TestContext.Current.CancellationToken)).Run.Id);
        Assert.Contains("already", (await Assert.ThrowsAsync<RunStoreException>(() => RunImport.ImportAsync(log, options, TestContext.Current.CancellationToken))).Message, StringComparison.Ordinal);
    }

    // Logs of Inspect's own tests, beside the repository: 2 of 3 and 1 of 1 correct by their own results.
    [Theory]
    [InlineData("files/public/inspect-log.json", "match", 2.0 / 3)]
    [InlineData("files/public/inspect-log.eval", "model_graded_fact", 1)]
    public async Task Logs_of_Inspects_own_tests(string file, string metric, double accuracy)
    {
        ImportResult imported = await ImportAsync(SharedData.Require(file));

        Assert.Equal(accuracy, imported.Run.Answers().Average(answer => answer.ScoreOf(metric)!.Value), 1e-12);
    }

    private async Task<ImportResult> ImportAsync(string path, string? model = null) =>
        await RunImport.ImportAsync(path, new ImportOptions { StorePath = _folder.File($"{_stores++}.db"), Model = model }, TestContext.Current.CancellationToken);

    private string Write(string name, string text)
    {
        string path = _folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    private string Archive()
    {
        string path = _folder.File("log.eval");
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)[("_journal/start.json", "{}"), ("samples/1_epoch_1.json", First), ("samples/1_epoch_2.json", Second), ("samples/b_epoch_1.json", Third), ("samples/b_epoch_2.json", Fourth), ("header.json", $"{{{InspectHead}}}")])
        {
            using StreamWriter entry = new(archive.CreateEntry(name).Open());
            entry.Write(text);
        }

        return path;
    }
}
