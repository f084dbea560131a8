using System.CommandLine;
using LlmNotebooks.Cli.Usage;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Options;

/// <summary>How calls are limited, retried and paid for: alike where a run is made and where it is resumed.</summary>
internal sealed class CallOptions
{
    private readonly KeyOption _key = new();
    private readonly Option<int?> _concurrency = NumberOption.Optional<int>("--concurrency", "Maximum number of calls at a time. Default: the number of processors if a model is a file, otherwise 4.", "N");
    private readonly Option<double?> _firstToken = NumberOption.Optional<double>("--first-token-timeout", "Maximum time to the first token of a call, in seconds. Default: only --timeout applies.", "S", TimeLimit);
    private readonly Option<int> _retries = NumberOption.WithDefault<int>("--retries", "How many times a call is retried after a temporary failure; 0 for never. Waits that a service asks for (Retry-After) do not count: --longest-wait limits them.", "N", new RetryOptions().MaxAttempts - 1, new("be 0 or more", retries => retries >= 0));
    private readonly Option<double> _longestWait = NumberOption.WithDefault<double>("--longest-wait", "Maximum total time a call waits because the service asked it to, in seconds; told to wait longer, it fails.", "S", new RetryOptions().LongestWait.TotalSeconds, new("be from 0 to 1000000 seconds", seconds => seconds is >= 0 and <= 1_000_000));
    private readonly Option<decimal?> _usd = NumberOption.Optional<decimal>("--budget-usd", "Maximum cost in dollars; the run stops before a call that could exceed it. Needs --max-tokens.", "USD");
    private readonly Option<long?> _tokens = NumberOption.Optional<long>("--budget-tokens", "Maximum number of prompt and answer tokens; the run stops before a call that could exceed it. Needs --max-tokens.", "N");
    private readonly Option<bool> _retryErrors = new("--retry-errors") { Description = "When a run is resumed, also retries the calls that failed before." };
    private readonly Option<string?> _prices = new("--prices") { Description = "A price book, as written by llmnb cost update. Default: the built-in book.", HelpName = "FILE" };

    /// <summary>Which time limits a run takes, in seconds.</summary>
    public static NumberRule<double> TimeLimit { get; } = new("be more than 0 and at most 2147483 seconds (24 days)", seconds => seconds is > 0 and <= 2_147_483);

    /// <summary>Whose price a model has.</summary>
    public PricedAsOption PricedAs { get; } = new();

    public void AddTo(Command command)
    {
        _key.AddTo(command);
        foreach (Option option in (Option[])[_concurrency, _firstToken, _retries, _longestWait, _usd, _tokens, _retryErrors, _prices]) { command.Options.Add(option); }
        PricedAs.AddTo(command);
    }

    /// <summary>The options with what this command line says of its calls, but the budget.</summary>
    public RunOptions Apply(ParseResult parsed, RunOptions options) => options with
    {
        Concurrency = parsed.GetValue(_concurrency) ?? options.Concurrency,
        FirstTokenTimeout = parsed.GetValue(_firstToken) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Retry = Retry(parsed.GetValue(_retries), parsed.GetValue(_longestWait)),
        RetryErrors = parsed.GetValue(_retryErrors),
    };

    private static RetryOptions Retry(int retries, double longestWait) =>
        retries == 0 ? RetryOptions.None : new RetryOptions { MaxAttempts = retries + 1, LongestWait = TimeSpan.FromSeconds(longestWait) };

    /// <summary>The budget; null where there is none.</summary>
    public RunBudget? Budget(ParseResult parsed, RunOptions options, IReadOnlyCollection<string> candidates)
    {
        decimal? usd = parsed.GetValue(_usd);
        long? tokens = parsed.GetValue(_tokens);
        if (usd is null && tokens is null) { return null; }
        if (options.MaxOutputTokens is null) { throw new UsageException("A budget needs --max-tokens, the maximum length of an answer, so that no call can exceed it."); }
        return new RunBudget
        {
            CostUsd = usd,
            Tokens = tokens,
            PriceOfCall = usd is null ? null : CallPrices.Of(Prices(parsed), PricedAs.Read(parsed, candidates)),
        };
    }

    /// <summary>The key of --api-key-env; null without one.</summary>
    public string? Key(ParseResult parsed) => _key.Read(parsed);

    /// <summary>The book of --prices.</summary>
    public PriceBook Prices(ParseResult parsed)
    {
        if (parsed.GetValue(_prices) is not { } file) { return PriceBook.BuiltIn; }
        PriceOptions.RequireFile(file, "--prices");
        return PriceBook.Load(file);
    }
}
