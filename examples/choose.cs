#!/usr/bin/env dotnet
#:project ../src/LlmNotebooks/LlmNotebooks.csproj
#:property PublishAot=false

// Notebook 01 as a script:  dotnet run examples/choose.cs [REPORT.html]
using System.Runtime.CompilerServices;
using LlmNotebooks.Candidates;
using LlmNotebooks.Charts;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

string data = Path.Combine(ScriptFolder(), "..", "data");
Dataset dataset = Dataset.Load(Path.Combine(data, "datasets", "skills-test.jsonl"));
IReadOnlyList<Candidate> candidates = Models.FromFolder(Path.Combine(data, "models"));

Run run = await Evaluator.RunAsync(dataset, candidates, [new ExactMatch()], new RunOptions { Seed = 42, Concurrency = Environment.ProcessorCount });
Frame byModel = run.ByModel();
Console.WriteLine(byModel.Select("model", "exact-match", "exact-match_ci_low", "exact-match_ci_high", "error_rate", "latency_median_ms", "file_bytes"));

Choice choice = Choice.Among(run, Cost.FileSize, margin: 0.02);
Console.WriteLine(run.Compare(choice.Chosen, choice.Options.First(option => option.Model != choice.Chosen).Model));
Console.WriteLine(choice);

if (args is [string report])
{
    await File.WriteAllTextAsync(report, Figure.ToHtmlPage(
        "Choose a model",
        Charts.Intervals(byModel, label: "model", value: "exact-match"),
        Charts.Pareto(byModel, x: "file_bytes", y: "exact-match", label: "model", logX: true)));
    Console.WriteLine($"Report: {report}");
}

static string ScriptFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
