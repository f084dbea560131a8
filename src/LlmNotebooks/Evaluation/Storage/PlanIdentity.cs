namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Whether a plan is the one that a stored run was begun with, so that new answers may join the old ones.</summary>
internal static class PlanIdentity
{
    /// <exception cref="RunStoreException">A part that shapes the answers differs.</exception>
    public static void Require(RunInfo stored, RunPlan plan, string path)
    {
        RunPlan first = stored.Plan;
        Same("dataset (content hash)", first.DatasetHash, plan.DatasetHash);
        Same("candidates", Names(first), Names(plan));
        Same("metrics", string.Join(", ", first.Metrics), string.Join(", ", plan.Metrics));
        Same("repetitions", first.Repetitions, plan.Repetitions);
        Same("seed", first.Seed, plan.Seed);
        Same("temperature", first.Temperature, plan.Temperature);
        Same("longest answer", first.MaxOutputTokens, plan.MaxOutputTokens);
        Same("system prompt", first.SystemPrompt, plan.SystemPrompt);
        Same("streaming", first.Streaming, plan.Streaming);

        void Same<T>(string part, T before, T now)
        {
            if (!EqualityComparer<T>.Default.Equals(before, now))
            {
                throw new RunStoreException(
                    $"Run '{stored.Id}' in '{path}' was begun with another plan: its {part} was {Shown(before)}, not {Shown(now)}. Give the same plan, or another RunId.", path);
            }
        }
    }

    private static string Names(RunPlan plan) => string.Join(", ", plan.Candidates.Select(candidate => candidate.Name));

    private static string Shown<T>(T value) => value is null ? "not set" : $"'{value}'";
}
