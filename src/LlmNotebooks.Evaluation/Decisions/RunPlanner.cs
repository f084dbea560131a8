using LlmNotebooks.Candidates;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation;
using LlmNotebooks.Pricing;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>Estimates runs before they are made.</summary>
public static class RunPlanner
{
    /// <summary>Characters of a prompt per token where nothing was measured: a rule of thumb for English, see https://platform.openai.com/tokenizer.</summary>
    private const double CharactersPerToken = 4;

    /// <summary>What a run will take, and the smallest difference it can tell.</summary>
    /// <param name="dataset">What will be asked.</param>
    /// <param name="candidates">Who will answer; no client is opened.</param>
    /// <param name="options">How the run will be made.</param>
    /// <param name="planning">A pilot, prices, the difference looked for; null for none.</param>
    /// <remarks>
    /// With a pilot: its tokens per character of prompt and its mean answer, its latencies, and of its pairs of models the one that takes most samples to tell apart,
    /// with the clusters of the data set. Without, or where the pilot says nothing about differences: a token for four characters, the longest answer that the options allow,
    /// and for differences the worst case, where two models differ by the whole range of scores on every sample and the samples of a cluster are one.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no candidate, the pilot has no such metric, or the difference to look for is more than two scores can differ by.</exception>
    public static RunEstimate Estimate(Dataset dataset, IReadOnlyList<Candidate> candidates, RunOptions options, PlanningOptions? planning = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(options);
        planning ??= new PlanningOptions();
        if (planning.Effect > planning.ScoreRange)
        {
            throw new ArgumentException(FormattableString.Invariant($"The difference to look for is {planning.Effect}, and two mean scores differ by at most {planning.ScoreRange}; three points are {0.03 * planning.ScoreRange}."), nameof(planning));
        }

        if (candidates.Count == 0) { throw new ArgumentException("There is no candidate to plan for.", nameof(candidates)); }
        long characters = dataset.Samples.Sum(sample => Characters(sample, options.SystemPrompt));
        PilotUsage? pilot = planning.Pilot is { } run ? PilotUsage.Of(run) : null;
        ModelRunEstimate[] models = [.. candidates.Select(candidate => Model(candidate, dataset.Samples.Count, characters, options, planning, pilot))];
        PlannedDesign planned = new(dataset, planning);
        int clusters = planned.Clusters;
        PairedDesign? design = candidates.Count < 2 ? null : planned.Of([.. candidates.Select(candidate => candidate.Name)]);
        int repetitions = design?.VarianceWithin is null ? 1 : options.Repetitions;
        PairedPlan? needed = design is not null && planning.Effect is { } effect ? design.PlanFor(effect, repetitions, planning.Power, planning.Confidence) : null;
        RunEstimate estimate = new()
        {
            Source = planning.Pilot is { } measured ? $"as in run {measured.Id}" : "four characters a token, by rule of thumb",
            Samples = dataset.Samples.Count,
            Clusters = clusters,
            Repetitions = options.Repetitions,
            Models = models,
            Time = models.All(model => model.LatencyMs is not null) ? TimeSpan.FromMilliseconds(models.Sum(model => model.Calls * model.LatencyMs!.Value) / options.Concurrency) : null,
            ScoreRange = planning.ScoreRange,
            Detectable = design is not null && clusters >= 2 ? design.PlanWith(dataset.Samples.Count, repetitions, planning.Power, planning.Confidence) : null,
            Needed = needed,
        };
        return estimate with { NeededCostUsd = needed is null || estimate.CostUsd is not { } usd ? null : Rounded(usd * needed.Items / dataset.Samples.Count) };
    }

    private static ModelRunEstimate Model(Candidate candidate, int samples, long characters, RunOptions options, PlanningOptions planning, PilotUsage? pilot)
    {
        long calls = (long)samples * options.Repetitions;
        ModelUsage? measured = pilot?.Find(candidate.Name);
        long input = (long)Math.Ceiling(characters * options.Repetitions * (measured?.TokensPerCharacter ?? 1 / CharactersPerToken));
        long? output = measured?.OutputTokensPerCall is { } mean ? (long)Math.Ceiling(mean * calls) : options.MaxOutputTokens * calls;
        bool longest = measured?.OutputTokensPerCall is null && output is not null;
        (decimal? usd, string? unpriced) = Price(candidate, calls, input, output, planning, options.TimeProvider.GetUtcNow());
        return new ModelRunEstimate(candidate.Name, calls, input, output, longest, usd, unpriced, measured?.LatencyMs);
    }

    private static (decimal? Usd, string? Unpriced) Price(Candidate candidate, long calls, long input, long? output, PlanningOptions planning, DateTimeOffset at)
    {
        if (candidate.IsInProcess) { return (0, null); }
        if (output is null) { return (null, "nothing says how long answers are: give a pilot run, or the longest answer"); }
        RunCandidate known = RunCandidate.Of(candidate);
        PricedAs prices = planning.PricedAs?.Invoke(known) ?? PricedAs.Itself(known);
        if (prices.Unpriced is { } reason) { return (null, reason); }
        Workload workload = new() { RequestsPerMonth = calls, InputTokensPerRequest = (decimal)input / calls, OutputTokensPerRequest = (decimal)output.Value / calls };
        MonthlyCost cost = planning.Prices.MonthlyCosts(prices.Provider, prices.Model, workload, at, level: prices.Level)[0];
        return cost.UsageUsd is { } usd ? (Rounded(usd), null) : (null, string.Join("; ", cost.Unpriced));
    }

    // Averages leave digits without end; a trillionth of a dollar is none.
    private static decimal Rounded(decimal usd) => Math.Round(usd, 12);

    internal static long Characters(Sample sample, string? systemPrompt) =>
        sample.Input.Length + (systemPrompt?.Length ?? 0) + sample.History.Sum(message => (long)message.Text.Length);
}
