using System.CommandLine;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb evaluate: models over a data set, every answer kept.</summary>
internal static class EvaluateCommand
{
    private static readonly Dictionary<string, Func<IMetric>> Metrics = new(StringComparer.Ordinal)
    {
        ["exact-match"] = () => new ExactMatch(),
        ["contains"] = () => new Contains(),
    };

    private static readonly Option<FileInfo> Data = new("--dataset") { Description = "JSON lines with id, input, target and, if you have them, category, item, template.", HelpName = "FILE", Required = true };
    private static readonly Option<string[]> ModelSpecs = new("--model") { Description = "A GGUF file, or openai-compatible:URL#model; may be repeated.", HelpName = "M", Required = true };
    private static readonly Option<string[]> MetricNames = new("--metric") { Description = $"{string.Join(" or ", Metrics.Keys)}; may be repeated. The first one is the accuracy. Default exact-match.", HelpName = "NAME" };
    private static readonly Option<int> Repetitions = new("--repetitions") { Description = "How often each model answers each sample. Default 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of the run. Default 42.", HelpName = "N", DefaultValueFactory = _ => 42 };
    private static readonly Option<int?> Concurrency = new("--concurrency") { Description = "Most calls under way at once. Default: the processors where a model file is among the models, else 4.", HelpName = "N" };
    private static readonly Option<int?> MaxTokens = new("--max-tokens") { Description = "Longest answer. Default: the model's own limit.", HelpName = "N" };
    private static readonly Option<float?> Temperature = new("--temperature") { Description = "Sampling temperature. Default 0.", HelpName = "T", DefaultValueFactory = _ => 0 };
    private static readonly Option<string?> SystemPrompt = new("--system") { Description = "Instruction before each input.", HelpName = "TEXT" };
    private static readonly Option<double> TimeoutSeconds = new("--timeout") { Description = "Longest a call may take, in seconds. Default 100.", HelpName = "S", DefaultValueFactory = _ => 100 };
    private static readonly Option<bool> Whole = new("--no-stream") { Description = "Asks for whole answers; the time to the first token is then missing." };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Only the first N samples.", HelpName = "N" };
    private static readonly Option<string?> Name = new("--name") { Description = "A name for the run.", HelpName = "TEXT" };
    private static readonly Option<string?> RunId = new("--run") { Description = "Id of the run; one that the store has is gone on with.", HelpName = "ID" };
    private static readonly Option<double> Confidence = ConfidenceOption.Create();
    private static readonly Option<string> Store = StoreOption.Create();
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the result for machines." };

    public static Command Create()
    {
        Command command = new("evaluate", "Runs models over a data set; stores every answer at once, and prints scores with their standard errors.")
        {
            Data, ModelSpecs, MetricNames, Repetitions, Seed, Concurrency, MaxTokens, Temperature, SystemPrompt, TimeoutSeconds, Whole, Limit, Name, RunId, Confidence, Store, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TextWriter error = parsed.InvocationConfiguration.Error;
        RunOptions options = UsageException.Check(() => Options(parsed));
        Dataset dataset = Dataset.Load(parsed.GetValue(Data)!.ToString());
        if (parsed.GetValue(Limit) is { } limit) { dataset = UsageException.Check(() => dataset.Take(limit)); }
        IMetric[] metrics = [.. (parsed.GetValue(MetricNames) is { Length: > 0 } names ? names : ["exact-match"]).Select(Metric)];

        List<Candidate> candidates = [];
        try
        {
            foreach (string spec in parsed.GetValue(ModelSpecs)!) { candidates.Add(UsageException.Check(() => Models.Parse(spec))); }
            Run run = await Evaluator.RunAsync(
                dataset, candidates, metrics, options, new ProgressLine(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected), cancellationToken);
            double confidence = parsed.GetValue(Confidence);
            if (parsed.GetValue(Json)) { JsonOutput.Write(output, RunReport.Json(run, confidence)); }
            else { RunReport.Write(run, confidence, output); }
            return await SilentModelsAsync(run, error) == 0 ? ExitCode.Done : ExitCode.Failed;
        }
        catch (RunInterruptedException exception)
        {
            await error.WriteLineAsync($"llmnb: interrupted after {exception.Done:N0} of {exception.Total:N0} answers, all stored. Go on: the same command with --run {exception.RunId}");
            return ExitCode.Failed;
        }
        finally
        {
            foreach (Candidate candidate in candidates) { candidate.Dispose(); }
        }
    }

    /// <summary>Names the models that gave no answer at all: such a run is stored, but it is no evaluation.</summary>
    private static async Task<int> SilentModelsAsync(Run run, TextWriter error)
    {
        string[] silent = [.. run.SummarizeModels().Where(model => model.Calls > 0 && model.Errors == model.Calls).Select(model => model.Model)];
        foreach (string model in silent) { await error.WriteLineAsync($"llmnb: {model} gave no answer: every call failed."); }
        return silent.Length;
    }

    private static RunOptions Options(ParseResult parsed) => new()
    {
        Repetitions = parsed.GetValue(Repetitions),
        Seed = parsed.GetValue(Seed),
        Concurrency = parsed.GetValue(Concurrency)
            ?? (parsed.GetValue(ModelSpecs)!.Any(spec => spec.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)) ? Environment.ProcessorCount : 4),
        MaxOutputTokens = parsed.GetValue(MaxTokens),
        Temperature = parsed.GetValue(Temperature),
        SystemPrompt = parsed.GetValue(SystemPrompt),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(TimeoutSeconds)),
        Streaming = !parsed.GetValue(Whole),
        Name = parsed.GetValue(Name),
        RunId = parsed.GetValue(RunId),
        StorePath = parsed.GetValue(Store),
    };

    private static IMetric Metric(string name) => Metrics.TryGetValue(name, out Func<IMetric>? metric)
        ? metric()
        : throw new UsageException($"There is no metric {name}; there are {string.Join(", ", Metrics.Keys)}.");
}
