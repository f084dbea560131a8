using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb evaluate: models over a data set, every answer kept.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<FileInfo> _data = new("--dataset") { Description = "JSON lines or CSV with input, target and, if you have them, id, category, item, template, choices, messages.", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _modelSpecs = new("--model") { Description = "A GGUF file, or openai-compatible:URL#model; may be repeated. NAME=M gives it a name of its own.", HelpName = "M", Required = true };
    private readonly Option<string?> _keyVariable = new("--api-key-env") { Description = "Environment variable that holds the key for the services of this command. Default: OPENAI_API_KEY, sent only to api.openai.com and to the address in OPENAI_BASE_URL.", HelpName = "NAME" };
    private readonly Option<string[]> _metricNames = new("--metric") { Description = $"{string.Join(", ", TextMetrics.All.Where(info => !info.IsCorpus).Select(info => info.Name))}; may be repeated. The first one is the accuracy. Default exact-match. See llmnb metrics --list.", HelpName = "NAME" };
    private readonly Option<int> _repetitions = new("--repetitions") { Description = "How often each model answers each sample.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the run.", HelpName = "N", DefaultValueFactory = _ => 42 };
    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "Most calls under way at once. Default: the processors where a model file is among the models, else 4.", HelpName = "N" };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "Longest answer. Default: the model's own limit.", HelpName = "N" };
    private readonly Option<string> _temperature = new("--temperature") { Description = "Sampling temperature; default leaves it to the model, for those that refuse any other.", HelpName = "T", DefaultValueFactory = _ => "0" };
    private readonly Option<string?> _systemPrompt = new("--system") { Description = "Instruction before each input.", HelpName = "TEXT" };
    private readonly Option<double> _timeoutSeconds = new("--timeout") { Description = "Longest a call may take, in seconds.", HelpName = "S", DefaultValueFactory = _ => 100 };
    private readonly Option<bool> _whole = new("--no-stream") { Description = "Asks for whole answers; the time to the first token is then missing." };
    private readonly Option<int?> _limit = new("--limit") { Description = "Only the first N samples.", HelpName = "N" };
    private readonly Option<string?> _name = new("--name") { Description = "A name for the run.", HelpName = "TEXT" };
    private readonly Option<string?> _runId = new("--run") { Description = "Id of the run; one that the store has is gone on with.", HelpName = "ID" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<bool> _json = new("--json") { Description = "Prints the result for machines." };

    private readonly DatasetOptions _dataOptions = new();
    private readonly PromptOptions _prompts;

    private EvaluateCommand() => _prompts = new PromptOptions(_dataOptions);

    public static Command Create() => new EvaluateCommand().Build();

    private Command Build()
    {
        Command command = new("evaluate", "Runs models over a data set; stores every answer at once, and prints scores with their standard errors.")
        {
            _data, _modelSpecs, _keyVariable, _metricNames, _repetitions, _seed, _concurrency, _maxTokens, _temperature, _systemPrompt, _timeoutSeconds, _whole, _limit, _name, _runId, _confidence, _store, _json,
        };
        _dataOptions.AddTo(command);
        _prompts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        TextWriter error = parsed.InvocationConfiguration.Error;
        RunOptions options = UsageException.Check(() => Options(parsed));
        Dataset dataset = _dataOptions.Load(parsed, parsed.GetValue(_data)!.ToString());
        if (parsed.GetValue(_limit) is { } limit) { dataset = UsageException.Check(() => dataset.Take(limit)); }
        dataset = _prompts.Apply(parsed, dataset, parsed.GetValue(_seed));
        IMetric[] metrics = [.. (parsed.GetValue(_metricNames) is { Length: > 0 } names ? names : ["exact-match"]).Select(name => UsageException.Check(() => TextMetrics.Create(name)))];

        string? key = Key(parsed.GetValue(_keyVariable));

        List<Candidate> candidates = [];
        try
        {
            foreach (string spec in parsed.GetValue(_modelSpecs)!) { candidates.Add(UsageException.Check(() => CandidateSpec.Parse(spec, key))); }
            CandidateSpec.RequireDistinctNames(candidates);
            Run run = await Evaluator.RunAsync(
                dataset, candidates, metrics, options, new ProgressLine(error, ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected), cancellationToken);
            double confidence = parsed.GetValue(_confidence);
            if (parsed.GetValue(_json)) { JsonOutput.Write(output, RunReport.Json(run, confidence)); }
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

    private RunOptions Options(ParseResult parsed) => new()
    {
        Repetitions = parsed.GetValue(_repetitions),
        Seed = parsed.GetValue(_seed),
        Concurrency = parsed.GetValue(_concurrency)
            ?? (parsed.GetValue(_modelSpecs)!.Any(spec => spec.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)) ? Environment.ProcessorCount : 4),
        MaxOutputTokens = parsed.GetValue(_maxTokens),
        Temperature = Temperature(parsed.GetValue(_temperature)!),
        SystemPrompt = parsed.GetValue(_systemPrompt),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeoutSeconds)),
        Streaming = !parsed.GetValue(_whole),
        Name = parsed.GetValue(_name),
        RunId = parsed.GetValue(_runId),
        StorePath = parsed.GetValue(_store),
    };

    private static string? Key(string? variable) =>
        variable is null ? null
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key
        : throw new UsageException($"The environment variable {variable} is not set, and --api-key-env names it.");

    private static float? Temperature(string text) =>
        text == "default" ? null
        : float.TryParse(text, CultureInfo.InvariantCulture, out float value) ? value
        : throw new UsageException($"--temperature {text} is no number; write a number, or default for the model's own.");
}
