namespace LlmNotebooks.Gguf.Generation;

/// <summary>How an answer is drawn from a model, and when it ends.</summary>
/// <remarks>The candidates are narrowed in the order top-k, top-p, min-p; then the temperature is applied and one token is drawn.</remarks>
public sealed record GenerationOptions
{
    /// <summary>Most tokens to generate, at least 1; null for as many as the context holds. Room for all of them is made at the start. Default null.</summary>
    public int? MaxTokens { get; init => field = value is null or >= 1 ? value : throw Wrong(nameof(MaxTokens), value, "Must be at least 1."); }

    /// <summary>Divides the scores before the draw; 0 always takes the best token. A finite number of at least 0. Default 0.</summary>
    public float Temperature { get; init => field = value >= 0 && float.IsFinite(value) ? value : throw Wrong(nameof(Temperature), value, "Must be a finite number of at least 0."); }

    /// <summary>Keeps only so many of the best tokens, at least 0; 0 keeps all. Default 0.</summary>
    public int TopK { get; init => field = value >= 0 ? value : throw Wrong(nameof(TopK), value, "Must be at least 0."); }

    /// <summary>Keeps the fewest best tokens whose probabilities sum to this share, in (0, 1]; 1 keeps all. Default 1.</summary>
    public float TopP { get; init => field = value is > 0 and <= 1 ? value : throw Wrong(nameof(TopP), value, "Must be in (0, 1]."); } = 1;

    /// <summary>Keeps tokens that are at least so probable as this share of the best token's probability, in [0, 1]; 0 keeps all. Default 0.</summary>
    public float MinP { get; init => field = value is >= 0 and <= 1 ? value : throw Wrong(nameof(MinP), value, "Must be in [0, 1]."); }

    /// <summary>Start of the random numbers: the same seed, prompt and options give the same answer. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Texts that end the answer and are not part of it; none may be empty. Default none.</summary>
    public IReadOnlyList<string> StopSequences
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Any(string.IsNullOrEmpty))
            {
                throw new ArgumentException("A stop sequence must not be empty.", nameof(value));
            }

            field = [.. value];
        }
    } = [];

    /// <summary>For each generated token, how many of the most probable tokens to report, at least 0. Default 0.</summary>
    public int TopLogProbabilities { get; init => field = value >= 0 ? value : throw Wrong(nameof(TopLogProbabilities), value, "Must be at least 0."); }

    private static ArgumentOutOfRangeException Wrong(string name, object? value, string rule) => new(name, value, rule);
}
