using LlmNotebooks.Inference;
using LlmNotebooks.Inference.Resilience;

namespace LlmNotebooks.Evaluation;

/// <summary>How a run is made.</summary>
public sealed record RunOptions
{
    /// <summary>How often each candidate answers each sample, at least 1. Default 1.</summary>
    /// <remarks>At temperature 0 most models repeat themselves; repetitions tell something at a higher one.</remarks>
    public int Repetitions { get; init => field = AtLeastOne(value, nameof(Repetitions)); } = 1;

    /// <summary>Seed of the run, any number. Default 42.</summary>
    /// <remarks>Each call's seed is the first 31 bits of SHA-256 over run seed, sample id and repetition: the same for every candidate.</remarks>
    public long Seed { get; init; } = 42;

    /// <summary>Most calls under way at once at one endpoint, at least 1. Default 4. Endpoints do not wait for each other; models in this process are one.</summary>
    public int Concurrency { get; init => field = AtLeastOne(value, nameof(Concurrency)); } = 4;

    /// <summary>Most answers scored at once, at least 1. Default 16; metrics that ask a judge may want fewer.</summary>
    public int ScoringConcurrency { get; init => field = AtLeastOne(value, nameof(ScoringConcurrency)); } = 16;

    /// <summary>Lanes to the endpoints, shared with what else calls them: other runs, judges. Null, the default: the run's own, with <see cref="Concurrency"/> places each.</summary>
    public Lanes? Lanes { get; init; }

    /// <summary>File of the run store, made where there is none. Null, the default: a temporary file that lasts as long as the process.</summary>
    public string? StorePath { get; init => field = NotBlank(value, nameof(StorePath)); }

    /// <summary>
    /// Id of the run within its store. Null, the default: made from the time and the plan.
    /// Naming a run that the store has goes on with it, if its plan is the same: calls that are stored are not repeated.
    /// </summary>
    public string? RunId { get; init => field = NotBlank(value, nameof(RunId)); }

    /// <summary>A name for people. Null, the default: none.</summary>
    public string? Name { get; init => field = NotBlank(value, nameof(Name)); }

    /// <summary>Longest answer in tokens, at least 1. Null, the default: the model's own limit.</summary>
    public int? MaxOutputTokens { get; init => field = value is null ? null : AtLeastOne(value.Value, nameof(MaxOutputTokens)); }

    /// <summary>Sampling temperature, at least 0. Default 0. Null: the model's own default, for models that refuse any other.</summary>
    public float? Temperature
    {
        get;
        init => field = ValidTemperature(value, nameof(Temperature));
    } = 0;

    /// <summary>Instruction sent as the system message before each input. Null, the default: none.</summary>
    public string? SystemPrompt { get; init => field = NotBlank(value, nameof(SystemPrompt)); }

    /// <summary>Whether answers are streamed, which gives the time to the first token. Default true.</summary>
    public bool Streaming { get; init; } = true;

    /// <summary>Longest an attempt at a call may take, more than zero. Default 100 seconds. A call whose last attempt takes longer is an error of type <c>timeout</c>.</summary>
    /// <remarks>A client that does not heed its cancellation token is no longer waited for, and may still be at work while the next call is made.</remarks>
    public TimeSpan Timeout
    {
        get;
        init => field = ValidTimeout(value, nameof(Timeout));
    } = TimeSpan.FromSeconds(100);

    /// <summary>Longest an attempt may take to its first token, more than zero. Null, the default: only <see cref="Timeout"/> counts. A call that takes longer is an error of type <c>first-token-timeout</c>. Needs <see cref="Streaming"/>.</summary>
    public TimeSpan? FirstTokenTimeout
    {
        get;
        init => field = value is null ? null : ValidTimeout(value.Value, nameof(FirstTokenTimeout));
    }

    /// <summary>Which failed calls are made again. Default: what is worth it, up to four times more. Models in this process are asked once, since they would fail again.</summary>
    public RetryOptions Retry { get; init => field = NotNull(value, nameof(Retry)); } = new();

    /// <summary>What the run may spend. Null, the default: no limit. A run that stops before it is <see cref="RunStatus.BudgetReached"/>, and is gone on with by a larger one.</summary>
    public RunBudget? Budget { get; init; }

    /// <summary>Whether a run that is gone on with also asks again what failed before; the new answers take the errors' places. Default false.</summary>
    public bool RetryErrors { get; init; }

    /// <summary>Where time comes from. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init => field = NotNull(value, nameof(TimeProvider)); } = TimeProvider.System;

    private static int AtLeastOne(int value, string name) =>
        value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be at least 1.");

    private static string? NotBlank(string? value, string name) =>
        value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("Must not be blank; leave it null instead.", name);

    private static float? ValidTemperature(float? value, string name) =>
        value is null or (>= 0 and < float.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Must be at least 0, or null for the model's own default.");

    private static TimeSpan ValidTimeout(TimeSpan value, string name) =>
        value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "Must be more than zero and at most 24 days.");

    private static T NotNull<T>(T value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);
}
