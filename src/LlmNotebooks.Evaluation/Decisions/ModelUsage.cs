namespace LlmNotebooks.Decisions;

/// <summary>What a model's calls took on average; null where nothing was reported.</summary>
internal sealed record ModelUsage(double? TokensPerCharacter, double? OutputTokensPerCall, double? LatencyMs)
{
    /// <summary>The mean over models that report something.</summary>
    public static ModelUsage Mean(IReadOnlyList<ModelUsage> models) => new(
        models.Average(model => model.TokensPerCharacter),
        models.Average(model => model.OutputTokensPerCall),
        models.Average(model => model.LatencyMs));
}
