// One evaluation as a load test runs it: a prompt per line, one check per answer, kept in a run store and gone on with after a kill.
// Environment: BASE_URL (ends in /v1), OPENAI_API_KEY, PROMPTS (JSON lines with id, prompt, expected), CONCURRENCY, RUN_DIR, RESUME (1: go on).
// Prints one line: {"samples","ok","failed","errors","wall_s"}.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

Stopwatch watch = Stopwatch.StartNew();
string store = Path.Combine(Required("RUN_DIR"), "run.db");
if (Environment.GetEnvironmentVariable("RESUME") != "1")
{
    foreach (string file in (string[])[store, store + "-wal", store + "-shm"]) { File.Delete(file); }
}

RunOptions options = new()
{
    StorePath = store,
    RunId = "eval",
    Concurrency = int.Parse(Required("CONCURRENCY"), CultureInfo.InvariantCulture),
    Streaming = false,
};
using Candidate candidate = Models.OpenAICompatible(new Uri(Required("BASE_URL")), "fake", new OpenAICompatibleOptions { ApiKey = Required("OPENAI_API_KEY") });
Run run = await Evaluator.RunAsync(Dataset.Load(Required("PROMPTS")), [candidate], [new Contains()], options);

ModelSummary summary = run.SummarizeModels()[0];
MetricSummary contains = summary.Metric("contains");
int errors = summary.Errors, scored = summary.Calls - contains.Missing, ok = (int)Math.Round((contains.Mean ?? 0) * scored), failed = scored - ok;
Console.WriteLine(JsonSerializer.Serialize(new { samples = summary.Calls, ok, failed, errors, wall_s = watch.Elapsed.TotalSeconds }));

static string Required(string name) =>
    Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : throw new InvalidOperationException($"The environment variable {name} is not set.");
