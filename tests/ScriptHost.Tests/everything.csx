using LlmNotebooks.Candidates;
using LlmNotebooks.Charts;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using LlmNotebooks.Tables;

void Show(string name, object value, params string[] mimeTypes)
{
    foreach (string mimeType in mimeTypes) { Console.WriteLine($"{name}\t{mimeType}\t{Summary(Format(value, mimeType))}"); }
}

string Summary(string text) =>
    text.Contains("data-figure=") ? "a figure" :
    text.Contains("<table") ? "a table" :
    text.StartsWith("{\"data\":") ? "plotly json" :
    text.Contains('\n') ? "lines of text" : text;

void ShowFrame(string name, Frame frame) => Show(name, frame, "text/html", "text/plain");
void ShowFigure(string name, Figure figure) => Show(name, figure, "text/html", "application/vnd.plotly.v1+json");

// A run of two small models: inference, metrics, the SQLite store, statistics.
string repository = Environment.GetEnvironmentVariable("REPOSITORY");
Dataset dataset = Dataset.Load($"{repository}/data/datasets/skills-dev.jsonl").Take(48);
Candidate[] candidates = { Models.FromGguf($"{repository}/data/models/skills-pico-f16.gguf"), Models.FromGguf($"{repository}/data/models/skills-nano-q8_0.gguf") };
Run run = await Evaluator.RunAsync(dataset, candidates, new IMetric[] { new ExactMatch() }, new RunOptions { Seed = 1, StorePath = "runs.db" });
RunInfo stored = (await RunStore.Open("runs.db").ListRunsAsync()).Single();
Console.WriteLine($"stored\t{stored.Status}\t{stored.Answers}");

// What gives a frame.
Frame models = run.ByModel(), categories = run.ByCategory(), answers = run.Answers().ToFrame();
var comparison = run.Compare("skills-nano-q8_0", "skills-pico-f16");
Frame differences = new[] { comparison }.ToFrame();
ShowFrame("Frame.Head(Int32)", answers.Head(3));
ShowFrame("Frame.OrderBy(String)", models.OrderBy("exact-match"));
ShowFrame("Frame.Select(String[])", models.Select("model", "exact-match"));
ShowFrame("Frame.Where(Func<FrameRow, Boolean>)", answers.Where(row => row["model"] is "skills-pico-f16"));
ShowFrame("Frame(DataFrame)", new Frame(models.DataFrame));
ShowFrame("FrameBuilder<TRow>.Build()", Frame.Of(dataset.Samples).Column("input", sample => sample.Input).Build());
ShowFrame("RunFrames.ByModel(Run)", models);
ShowFrame("RunFrames.ByCategory(Run)", categories);
ShowFrame("RunFrames.ToFrame(IEnumerable<Answer>)", answers);
ShowFrame("ComparisonFrames.ToFrame(PairedComparison)", comparison.ToFrame());
ShowFrame("ComparisonFrames.ToFrame(IEnumerable<PairedComparison>)", differences);
ShowFrame("ComparisonFrames.ToFrame(Disagreements)", run.Disagreements("skills-nano-q8_0", "skills-pico-f16").ToFrame());
ShowFrame("DecisionFrames.ToFrame(Choice)", Choice.Among(run, Cost.FileSize).ToFrame());
ShowFrame("DecisionFrames.ToFrame(IEnumerable<Candidate>)", candidates.ToFrame());

// What gives a figure.
ShowFigure("Charts.Intervals(Frame)", Charts.Intervals(models, "model", "exact-match"));
ShowFigure("Charts.HeatMap(Frame)", Charts.HeatMap(categories, "category", "model", "exact-match"));
ShowFigure("Charts.Distribution(Frame)", Charts.Distribution(answers, "model", "latency_ms"));
ShowFigure("Charts.Pareto(Frame)", Charts.Pareto(models, "file_bytes", "exact-match", "model"));
ShowFigure("Charts.Differences(Frame)", Charts.Differences(differences, "comparison", "difference"));

// A chart of Plotly.NET's own making, and one of its functions on a chart of ours.
var points = Plotly.NET.CSharp.Chart.Point<double, double, string>(x: new[] { 1.0, 2.0 }, y: new[] { 3.0, 4.0 });
ShowFigure("Figure(GenericChart)", new Figure(points));
Console.WriteLine($"traces\t{Plotly.NET.GenericChart.countTrace(Charts.Intervals(models, "model", "exact-match").Chart)}");
