using System.CommandLine;
using System.Globalization;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands;

/// <summary>llmnb evaluate: models over a data set, every answer kept.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<FileInfo> _data = new("--dataset") { Description = "JSON lines or CSV with input, target and, if you have them, id, category, item, template, choices, messages.", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _modelSpecs = new("--model") { Description = "A GGUF file, or openai-compatible:URL#model; may be repeated. NAME=M gives it a name of its own.", HelpName = "M", Required = true };
    private readonly Option<string[]> _metricNames = new("--metric") { Description = $"{string.Join(", ", TextMetrics.All.Where(info => !info.IsCorpus).Select(info => info.Name))}; may be repeated. The first one is the accuracy. Default: choice where every sample has choices, else exact-match. See llmnb metrics --list.", HelpName = "NAME" };
    private readonly Option<int> _repetitions = new("--repetitions") { Description = "How often each model answers each sample.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _seed = new("--seed") { Description = "Seed of the run.", HelpName = "N", DefaultValueFactory = _ => 42 };
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

    private readonly CallOptions _calls = new();
    private readonly PlanOptions _plan = new();
    private readonly DatasetOptions _dataOptions = new();
    private readonly PromptOptions _prompts;

    private EvaluateCommand() => _prompts = new PromptOptions(_dataOptions);

    public static Command Create() => new EvaluateCommand().Build();

    private Command Build()
    {
        Command command = new("evaluate", "Runs models over a data set; stores every answer at once, and prints scores with their standard errors.")
        {
            _data, _modelSpecs, _metricNames, _repetitions, _seed, _maxTokens, _temperature, _systemPrompt, _timeoutSeconds, _whole, _limit, _name, _runId, _confidence, _store, _json,
        };
        _calls.AddTo(command);
        _plan.AddTo(command);
        _dataOptions.AddTo(command);
        _prompts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        RunOptions options = UsageException.Check(() => _calls.Apply(parsed, Options(parsed)));
        Dataset dataset = _dataOptions.Load(parsed, parsed.GetValue(_data)!.ToString());
        if (parsed.GetValue(_limit) is { } limit) { dataset = UsageException.Check(() => dataset.Take(limit)); }
        dataset = _prompts.Apply(parsed, dataset, parsed.GetValue(_seed));
        IMetric[] metrics = [.. (parsed.GetValue(_metricNames) is { Length: > 0 } names ? names : [dataset.Samples.All(sample => sample.Choices.Count > 0) ? "choice" : "exact-match"]).Select(name => UsageException.Check(() => TextMetrics.Create(name)))];

        string? key = _calls.Key(parsed);
        List<Candidate> candidates = [];
        try
        {
            foreach (string spec in parsed.GetValue(_modelSpecs)!) { candidates.Add(UsageException.Check(() => CandidateSpec.Parse(spec, key))); }
            CandidateSpec.RequireDistinctNames(candidates);
            string[] models = [.. candidates.Select(candidate => candidate.Name)];
            options = options with { Budget = UsageException.Check(() => _calls.Budget(parsed, options, models)) };
            double confidence = parsed.GetValue(_confidence);
            InvocationConfiguration console = parsed.InvocationConfiguration;
            if (_plan.IsWanted(parsed))
            {
                RunEstimate estimate = await _plan.EstimateAsync(parsed, dataset, candidates, options, _calls, parsed.GetValue(_store)!, metrics[0].Name, confidence, cancellationToken);
                if (parsed.GetValue(_json)) { JsonOutput.Write(console.Output, PlanReport.Json(estimate)); }
                else { PlanReport.Write(estimate, console.Output); }
                return ExitCode.Done;
            }

            return await new RunSession(console.Output, console.Error, confidence, parsed.GetValue(_json)).RunAsync(dataset, candidates, metrics, options, cancellationToken);
        }
        finally
        {
            foreach (Candidate candidate in candidates) { candidate.Dispose(); }
        }
    }

    private RunOptions Options(ParseResult parsed) => new()
    {
        Repetitions = parsed.GetValue(_repetitions),
        Concurrency = parsed.GetValue(_modelSpecs)!.Any(spec => spec.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)) ? Environment.ProcessorCount : new RunOptions().Concurrency,
        Seed = parsed.GetValue(_seed),
        MaxOutputTokens = parsed.GetValue(_maxTokens),
        Temperature = Temperature(parsed.GetValue(_temperature)!),
        SystemPrompt = parsed.GetValue(_systemPrompt),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeoutSeconds)),
        Streaming = !parsed.GetValue(_whole),
        Name = parsed.GetValue(_name),
        RunId = parsed.GetValue(_runId),
        StorePath = parsed.GetValue(_store),
    };

    private static float? Temperature(string text) =>
        text == "default" ? null
        : float.TryParse(text, CultureInfo.InvariantCulture, out float value) ? value
        : throw new UsageException($"--temperature {text} is no number; write a number, or default for the model's own.");
}
