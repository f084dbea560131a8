using System.CommandLine;
using LlmNotebooks.Decisions;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Inference.Resilience;
using LlmNotebooks.Pricing;

namespace LlmNotebooks.Cli.Commands;

/// <summary>How calls are limited, made again and paid for: alike where a run is made and where it is gone on with.</summary>
internal sealed class CallOptions
{
    private readonly Option<string?> _keyVariable = new("--api-key-env") { Description = "Environment variable that holds the key for the services of this command. Default: OPENAI_API_KEY, sent only to api.openai.com and to the address in OPENAI_BASE_URL.", HelpName = "NAME" };
    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "Most calls under way at once. Default: the processors where a model file is among the models, else 4.", HelpName = "N" };
    private readonly Option<double?> _firstToken = new("--first-token-timeout") { Description = "Longest a call may take to its first token, in seconds. Default: only --timeout counts.", HelpName = "S" };
    private readonly Option<int> _retries = new("--retries") { Description = "How often a call is made again that failed for the moment; 0 for never. Waits that a service asks for (Retry-After) do not count: --longest-wait ends them.", HelpName = "N", DefaultValueFactory = _ => new RetryOptions().MaxAttempts - 1 };
    private readonly Option<double> _longestWait = new("--longest-wait") { Description = "Longest a call waits in all because the service asked for it, in seconds; told to wait longer, it fails.", HelpName = "S", DefaultValueFactory = _ => new RetryOptions().LongestWait.TotalSeconds };
    private readonly Option<decimal> _usd = DecimalOption.Create("--budget-usd", "Most dollars; the run stops before a call that could pass them. Needs --max-tokens.", "USD");
    private readonly Option<long?> _tokens = new("--budget-tokens") { Description = "Most prompt and answer tokens; the run stops before a call that could pass them. Needs --max-tokens.", HelpName = "N" };
    private readonly Option<bool> _retryErrors = new("--retry-errors") { Description = "Of a run that is gone on with, also asks again what failed before." };
    private readonly Option<string?> _prices = new("--prices") { Description = "A price book, as llmnb cost update writes it. Default: the built-in book.", HelpName = "FILE" };

    /// <summary>Whose price a model has.</summary>
    public PricedAsOption PricedAs { get; } = new();

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_keyVariable, _concurrency, _firstToken, _retries, _longestWait, _usd, _tokens, _retryErrors, _prices]) { command.Options.Add(option); }
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

    private static RetryOptions Retry(int retries, double longestWait)
    {
        if (retries < 0) { throw new UsageException($"--retries must be 0 or more, not {retries}."); }
        if (longestWait is not (>= 0 and <= 1_000_000)) { throw new UsageException(FormattableString.Invariant($"--longest-wait must be 0 or more seconds, not {longestWait}.")); }
        return retries == 0 ? RetryOptions.None : new RetryOptions { MaxAttempts = retries + 1, LongestWait = TimeSpan.FromSeconds(longestWait) };
    }

    /// <summary>The budget; null where there is none.</summary>
    public RunBudget? Budget(ParseResult parsed, RunOptions options, IReadOnlyCollection<string> candidates)
    {
        decimal? usd = parsed.GetResult(_usd) is null ? null : parsed.GetValue(_usd);
        long? tokens = parsed.GetValue(_tokens);
        if (usd is null && tokens is null) { return null; }
        if (options.MaxOutputTokens is null) { throw new UsageException("A budget needs --max-tokens, the longest answer, so that no call can pass it."); }
        return new RunBudget
        {
            CostUsd = usd,
            Tokens = tokens,
            PriceOfCall = usd is null ? null : CallPrices.Of(Prices(parsed), PricedAs.Read(parsed, candidates)),
        };
    }

    /// <summary>The key of --api-key-env; null without one.</summary>
    public string? Key(ParseResult parsed) =>
        parsed.GetValue(_keyVariable) is not { } variable ? null
        : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } key ? key
        : throw new UsageException(IsName(variable)
            ? $"The environment variable {variable} is not set, and --api-key-env names it."
            : "--api-key-env takes the name of an environment variable, such as MY_API_KEY, and there is none of the name given, which is not repeated here, as it may be a key.");

    // What may be a key is not repeated: names are capital letters, digits and underscores, as POSIX has them.
    private static bool IsName(string text) => text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>The book of --prices.</summary>
    public PriceBook Prices(ParseResult parsed)
    {
        if (parsed.GetValue(_prices) is not { } file) { return PriceBook.BuiltIn; }
        PriceOptions.RequireFile(file, "--prices");
        return PriceBook.Load(file);
    }
}
