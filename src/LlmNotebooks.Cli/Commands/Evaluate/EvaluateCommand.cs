using System.CommandLine;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Commands.Runs;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Output;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Datasets;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Evaluate;

/// <summary>llmnb evaluate: models over a data set, every answer kept.</summary>
internal sealed class EvaluateCommand
{
    private readonly Option<FileInfo> _data = new("--dataset") { Description = "JSON lines, JSON, CSV, Parquet or YAML with input, target and, if you have them, id, category, item, template, choices, messages.", HelpName = "FILE", Required = true };
    private readonly Option<string[]> _modelSpecs = new("--model") { Description = "A GGUF file, openai-compatible:URL#model, or a model of a --plugin; may be repeated. NAME=M gives it a name of its own.", HelpName = "M", Required = true };
    private readonly MetricChoice _metrics = new("Default: choice if every sample has choices, otherwise exact-match.");
    private readonly PluginOption _plugins = new();
    private readonly Option<int> _repetitions = NumberOption.WithDefault<int>("--repetitions", "How many times each model answers each sample.", "N", 1);
    private readonly Option<long> _seed = NumberOption.WithDefault<long>("--seed", "Seed of the run.", "N", 42);
    private readonly Option<int?> _maxTokens = NumberOption.Optional<int>("--max-tokens", "Maximum length of an answer, in tokens. Default: the model's own limit.", "N");
    private readonly Option<float> _temperature = NumberOption.OrWord<float>("--temperature", "Sampling temperature; the word default leaves it to the model, for models that accept no other.", "T", 0, "default");
    private readonly Option<string?> _systemPrompt = new("--system") { Description = "System prompt, sent before each input.", HelpName = "TEXT" };
    private readonly Option<double> _timeoutSeconds = NumberOption.WithDefault<double>("--timeout", "Maximum time for a call, in seconds.", "S", 100, CallOptions.TimeLimit);
    private readonly Option<bool> _whole = new("--no-stream") { Description = "Requests whole answers instead of streaming them; the time to the first token is then missing." };
    private readonly Option<int?> _limit = NumberOption.Optional<int>("--limit", "Uses only the first N samples.", "N");
    private readonly Option<string?> _name = new("--name") { Description = "A name for the run.", HelpName = "TEXT" };
    private readonly Option<string?> _runId = new("--run") { Description = "Id of the run; a run that the store already has is resumed.", HelpName = "ID" };
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly Option<string> _store = StoreOption.Create();
    private readonly FormatOptions _format = new(csv: "Prints the models as CSV, and remarks to stderr.");

    private readonly CallOptions _calls = new();
    private readonly PlanOptions _plan = new();
    private readonly DatasetOptions _dataOptions = new();
    private readonly PromptOptions _prompts;

    private EvaluateCommand() => _prompts = new PromptOptions(_dataOptions);

    public static Command Create() => new EvaluateCommand().Build();

    private Command Build()
    {
        Command command = new("evaluate", "Runs models over a data set, stores every answer as it arrives, and prints scores with their standard errors.")
        {
            _data, _modelSpecs, _repetitions, _seed, _maxTokens, _temperature, _systemPrompt, _timeoutSeconds, _whole, _limit, _name, _runId, _confidence, _store,
        };
        _format.AddTo(command);
        _metrics.AddTo(command);
        _plugins.AddTo(command);
        _calls.AddTo(command);
        _plan.AddTo(command);
        _dataOptions.AddTo(command);
        _prompts.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        _plugins.Load(parsed);
        RunOptions options = UsageException.Check(() => _calls.Apply(parsed, Options(parsed)));
        Dataset dataset = _dataOptions.Load(parsed, parsed.GetValue(_data)!.ToString());
        if (parsed.GetValue(_limit) is { } limit) { dataset = UsageException.Check(() => dataset.Take(limit)); }
        dataset = _prompts.Apply(parsed, dataset, parsed.GetValue(_seed));
        IScorer[] metrics = _metrics.Make(parsed, dataset.Samples.All(sample => sample.Choices.Count > 0) ? "choice" : "exact-match");
        TargetCheck.Require(dataset, metrics);
        TargetCheck.Hint(dataset, _metrics.IsChosen(parsed) || metrics[0] is not ExactMatch, parsed.InvocationConfiguration.Error);

        string? key = _calls.Key(parsed);
        List<Candidate> candidates = [];
        try
        {
            foreach (string spec in parsed.GetValue(_modelSpecs)!) { candidates.Add(UsageException.Check(() => Models.Parse(spec, apiKey: key))); }
            CandidateSpec.RequireDistinctNames(candidates);
            string[] models = [.. candidates.Select(candidate => candidate.Name)];
            options = options with { Budget = UsageException.Check(() => _calls.Budget(parsed, options, models)) };
            double confidence = parsed.GetValue(_confidence);
            InvocationConfiguration console = parsed.InvocationConfiguration;
            if (_plan.IsWanted(parsed))
            {
                RunEstimate estimate = await _plan.EstimateAsync(parsed, dataset, candidates, options, _calls, parsed.GetValue(_store)!, metrics[0].Metrics[0], confidence, cancellationToken);
                PlanReport.Write(estimate, _format.Read(parsed), console.Output, console.Error);
                return ExitCode.Done;
            }

            return await new RunSession(console.Output, console.Error, confidence, _format.Read(parsed)).RunAsync(dataset, candidates, metrics, options, cancellationToken);
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
        Temperature = parsed.GetValue(_temperature) is var temperature && float.IsNaN(temperature) ? null : temperature,
        SystemPrompt = parsed.GetValue(_systemPrompt),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeoutSeconds)),
        Streaming = !parsed.GetValue(_whole),
        Name = parsed.GetValue(_name),
        RunId = parsed.GetValue(_runId),
        StorePath = parsed.GetValue(_store),
    };
}
