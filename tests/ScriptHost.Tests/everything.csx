using LlmNotebooks.Candidates;
using LlmNotebooks.Charts;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;
using LlmNotebooks.Pricing;
using LlmNotebooks.Pricing.Ownership;
using LlmNotebooks.Statistics;
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
ShowFrame("Frame.Across(String)", categories.Across("category", "exact-match"));
ShowFrame("Frame.Beside(Frame)", models.Select("model").Beside(models.Select("errors")));
ShowFrame("Frame.WithFacts(FrameColumn[])", models.WithFacts(new FrameColumn("errors", Unit: Unit.Count)));
ShowFrame("Frame.OrderBy(String)", models.OrderBy("exact-match"));
ShowFrame("Frame.Select(String[])", models.Select("model", "exact-match"));
ShowFrame("Frame.Where(Func<FrameRow, Boolean>)", answers.Where(row => row["model"] is "skills-pico-f16"));
ShowFrame("Frame(DataFrame)", new Frame(models.DataFrame));
ShowFrame("FrameBuilder<TRow>.Build()", Frame.Of(dataset.Samples).Column("input", sample => sample.Input).Build());
ShowFrame("RunFrames.ByModel(Run)", models);
ShowFrame("RunFrames.ByCategory(Run)", categories);
ShowFrame("RunFrames.ToFrame(IEnumerable<Answer>)", answers);
ShowFrame("RunFrames.ToFrame(IEnumerable<RunInfo>)", new[] { stored }.ToFrame());
RunSummary summary = run.Summarize();
ShowFrame("RunFrames.ToModelFrame(RunSummary)", summary.ToModelFrame(run));
ShowFrame("RunFrames.ToCategoryFrame(RunSummary)", summary.ToCategoryFrame(run));
ShowFrame("DatasetFrames.ByCategory(Dataset)", dataset.ByCategory());
ShowFrame("ComparisonFrames.ToFrame(PairedComparison)", comparison.ToFrame());
ShowFrame("ComparisonFrames.ToFrame(IEnumerable<PairedComparison>)", differences);
ShowFrame("ComparisonFrames.ToSidesFrame(PairedComparison)", comparison.ToSidesFrame());
var all = run.CompareAll();
ShowFrame("ComparisonFrames.ToRankingFrame(AllPairsComparison)", all.ToRankingFrame());
ShowFrame("ComparisonFrames.ToPairsFrame(AllPairsComparison)", all.ToPairsFrame());
ShowFrame("ComparisonFrames.ToFrame(Disagreements)", run.Disagreements("skills-nano-q8_0", "skills-pico-f16").ToFrame());
ShowFrame("DecisionFrames.ToFrame(Choice)", Choice.Among(run, Cost.FileSize).ToFrame());
ShowFrame("DecisionFrames.ToFrame(IEnumerable<Candidate>)", candidates.ToFrame());
ShowFrame("DecisionFrames.ToFrame(IEnumerable<ModelRunEstimate>)", new[] { new ModelRunEstimate("m", 1, 2, 3, false, 0.5m, null, 10) }.ToFrame());

// Costs: prices, months, parts of a call, a run; then what owning costs.
DateTimeOffset at = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
PriceBook book = PriceBook.BuiltIn;
Workload workload = new() { RequestsPerMonth = 1000, InputTokensPerRequest = 500, OutputTokensPerRequest = 100 };
IReadOnlyList<ModelCost> costs = run.Costs(book, _ => new PricedAs("openai", "gpt-5-nano"), at: at);
ShowFrame("CostFrames.ToFrame(PriceBook)", book.ToFrame(at));
ShowFrame("CostFrames.ToFrame(IEnumerable<CostLine>)", book.Itemize("openai", "gpt-5-nano", new Usage(1000, 100), at).ToFrame());
ShowFrame("CostFrames.ToFrame(IEnumerable<MonthlyCost>)", book.MonthlyCosts("openai", "gpt-5-nano", workload, at, months: 3).ToFrame());
ShowFrame("CostFrames.ToFrame(IEnumerable<ModelCost>)", costs.ToFrame());
OwnershipPlan plan = (await OwnershipFile.LoadAsync($"{repository}/examples/tco.json")).Plan;
BreakEvenSimulation simulation = plan.Simulate("own H100", "GPT-4o mini", paths: 100);
IReadOnlyList<TornadoBar> bars = plan.Tornado("own H100", "GPT-4o mini");
ShowFrame("OwnershipFrames.ToFrame(CashFlow)", plan.CashFlowOf("own H100").ToFrame());
ShowFrame("OwnershipFrames.ToFrame(IEnumerable<CashFlow>)", plan.CashFlows().ToFrame());
ShowFrame("OwnershipFrames.ToSummaryFrame(IEnumerable<CashFlow>)", plan.CashFlows().ToSummaryFrame());
ShowFrame("OwnershipFrames.ToFrame(BreakEvenSimulation)", simulation.ToFrame());
ShowFrame("OwnershipFrames.ToPathFrame(BreakEvenSimulation)", simulation.ToPathFrame());
ShowFrame("OwnershipFrames.ToFrame(IEnumerable<TornadoBar>)", bars.ToFrame());
ShowFrame("OwnershipFrames.ToFrame(IEnumerable<CostAtVolume>)", plan.CostByVolume(volumes: 5, paths: 20).ToFrame());
ShowFrame("OwnershipFrames.ToFrame(IEnumerable<VolumeRange>)", plan.CheaperVolumes("own H100", "GPT-4o mini").ToFrame());

// Metrics, tests and plans.
var paired = await MetricScore.OfAsync(new[] { TextMetrics.Create("exact-match"), TextMetrics.Create("chrf") }, new[] { (dataset.Samples[0], "an answer"), (dataset.Samples[1], "another") });
IReadOnlyList<ItemScore> nano = run.Scores("skills-nano-q8_0"), pico = run.Scores("skills-pico-f16");
SequentialPath path = SequentialPath.Of("nano", nano, "pico", pico, every: 4);
PairedDesign design = PairedDesign.ForDiscordance(0.2);
ShowFrame("MetricFrames.ToFrame(IEnumerable<MetricInfo>)", TextMetrics.All.ToFrame());
ShowFrame("MetricFrames.ToFrame(IEnumerable<MetricScore>)", paired.ToFrame());
ShowFrame("MetricFrames.ToAnswerFrame(IEnumerable<MetricScore>)", paired.ToAnswerFrame());
ShowFrame("MetricFrames.ByMetric(Run)", run.ByMetric());
ShowFrame("MetricFrames.ToMetricFrame(RunSummary)", summary.ToMetricFrame());
ShowFrame("MetricFrames.MetricCorrelations(Run)", run.MetricCorrelations());
ShowFrame("TestFrames.ToFrame(IEnumerable<PairedTest>)", PairedTests.All(nano, pico, resamples: 200).ToFrame());
ShowFrame("TestFrames.ToFrame(SequentialPath)", path.ToFrame());
ShowFrame("TestFrames.ToFrame(IEnumerable<SequentialPath>)", new[] { path }.ToFrame());
ShowFrame("TestFrames.ToFrame(IEnumerable<PassAtKEstimate>)", new[] { PassAtK.FromScores(nano, 1) }.ToFrame());
ShowFrame("PowerFrames.ToFrame(IEnumerable<PairedPlan>)", new[] { design.PlanFor(0.05) }.ToFrame());
ShowFrame("PowerFrames.PowerCurve(PairedDesign)", design.PowerCurve(new[] { 0.05 }, new[] { 100, 200 }));

// What gives a figure.
ShowFigure("Charts.Intervals(Frame)", Charts.Intervals(models, "model", "exact-match"));
ShowFigure("Charts.HeatMap(Frame)", Charts.HeatMap(categories, "category", "model", "exact-match"));
ShowFigure("Charts.Distribution(Frame)", Charts.Distribution(answers, "model", "latency_ms"));
ShowFigure("Charts.Pareto(Frame)", Charts.Pareto(models, "file_bytes", "exact-match", "model"));
ShowFigure("Charts.Differences(Frame)", Charts.Differences(differences, "comparison", "difference"));
ShowFigure("Charts.Ranking(Frame)", Charts.Ranking(all.ToRankingFrame()));
ShowFigure("Charts.Pairs(Frame)", Charts.Pairs(all.ToPairsFrame()));

ShowFigure("Charts.Lines(Frame)", Charts.Lines(simulation.ToFrame(), "month", "probability", "comparison"));
ShowFigure("Charts.Tornado(Frame)", Charts.Tornado(bars.ToFrame(), "input", "saving_at_low_usd", "saving_at_high_usd", 0));
ShowFigure("Charts.CashFlow(Frame)", Charts.CashFlow(plan.CashFlows().ToFrame(), "month", "cost_usd", "option"));

// A chart of Plotly.NET's own making, and one of its functions on a chart of ours.
var points = Plotly.NET.CSharp.Chart.Point<double, double, string>(x: new[] { 1.0, 2.0 }, y: new[] { 3.0, 4.0 });
ShowFigure("Figure(GenericChart)", new Figure(points));

// A metric by its name, through an evaluator and back: that package, too, lies in the kit.
IMetric byName = TextMetrics.Create("bleu");
IMetric through = new EvaluatorMetric(new MetricEvaluator(byName), "bleu", context: sample => new[] { new SampleContext(sample) });
Console.WriteLine($"bleu\t{(await through.ScoreAsync(new Sample("s", "q") { Target = "one two three" }, "one two three")).Value}");
Console.WriteLine($"traces\t{Plotly.NET.GenericChart.countTrace(Charts.Intervals(models, "model", "exact-match").Chart)}");
