using System.CommandLine;
using LlmNotebooks.Candidates;
using LlmNotebooks.Cli.Options;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference;
using LlmNotebooks.Metrics;

namespace LlmNotebooks.Cli.Commands.Runs;

/// <summary>llmnb runs resume: resumes a run as its store knows it.</summary>
internal sealed class RunsResumeCommand
{
    private readonly Argument<string> _id = new("RUN") { Description = "Id of a run, or an unambiguous prefix of it." };
    private readonly Option<string> _store = StoreOption.Create();
    private readonly Option<double> _confidence = ConfidenceOption.Create();
    private readonly FormatOptions _format = new(csv: "Prints the models as CSV, and remarks to stderr.");
    private readonly CallOptions _calls = new();
    private readonly PluginOption _plugins = new();

    public static Command Create() => new RunsResumeCommand().Build();

    private Command Build()
    {
        Command command = new("resume", "Resumes a run that was cut off: makes the calls that are not stored yet, with the samples, models and options kept in the store.") { _id, _store, _confidence };
        _format.AddTo(command);
        _calls.AddTo(command);
        _plugins.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        _plugins.Load(parsed);
        Run run = await StoreOption.Open(parsed.GetValue(_store)!).OpenRunAsync(parsed.GetValue(_id)!, cancellationToken);
        if (run.Info.ReplayOf is { } source) { throw new UsageException($"Run {run.Id} rescored the answers of {source} and made no calls; repeat the replay with --run {run.Id}."); }
        IScorer[] metrics = MetricChoice.Stored(run.Plan.Metrics);
        string? key = _calls.Key(parsed);
        List<Candidate> candidates = [];
        try
        {
            foreach (RunCandidate candidate in run.Plan.Candidates) { candidates.Add(Candidate(candidate, key)); }
            RunOptions options = UsageException.Check(() => _calls.Apply(parsed, Options(run)));
            options = options with { Budget = UsageException.Check(() => _calls.Budget(parsed, options, [.. candidates.Select(candidate => candidate.Name)])) };
            RunSession session = new(parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, parsed.GetValue(_confidence), _format.Read(parsed));
            return await session.RunAsync(run.LoadDataset(), candidates, metrics, options, cancellationToken);
        }
        finally
        {
            foreach (Candidate candidate in candidates) { candidate.Dispose(); }
        }
    }

    private static RunOptions Options(Run run) => new()
    {
        StorePath = run.StorePath,
        RunId = run.Id,
        Repetitions = run.Plan.Repetitions,
        Seed = run.Plan.Seed,
        Temperature = run.Plan.Temperature,
        MaxOutputTokens = run.Plan.MaxOutputTokens,
        SystemPrompt = run.Plan.SystemPrompt,
        Streaming = run.Plan.Streaming,
        Concurrency = Math.Max(1, run.Plan.Concurrency),
        Timeout = run.Plan.Timeout > TimeSpan.Zero ? run.Plan.Timeout : new RunOptions().Timeout,
    };

    private static Candidate Candidate(RunCandidate known, string? key)
    {
        if (known.Settings is not null || known.ReasoningEffort is not null) { throw new InvalidOperationException($"'{known.Name}' was called with settings of its own. Resume the run from the program that made it, with RunOptions.RunId."); }
        if (known.Source is { } source && source.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)) { return Models.FromGguf(source, known.Name); }
        if (known.Source is { } text && ModelRegistry.Find(text, out _) is not null) { return Models.Parse(text, known.Name, key); }
        return known.ModelId is { } model && Uri.TryCreate(known.Source, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme.StartsWith("http", StringComparison.Ordinal)
            ? Models.OpenAICompatible(endpoint, model, new OpenAICompatibleOptions { Name = known.Name, ApiKey = key })
            : throw new InvalidOperationException($"The store does not say how to reach '{known.Name}'. Resume the run from the program that made it, with RunOptions.RunId.");
    }
}
