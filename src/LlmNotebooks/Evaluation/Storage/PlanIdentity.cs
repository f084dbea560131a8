namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Whether a plan is the one that a stored run was begun with, so that new answers may join the old ones.</summary>
internal static class PlanIdentity
{
    /// <exception cref="RunStoreException">A part that shapes the answers differs.</exception>
    public static void Require(RunInfo stored, RunPlan plan, string path)
    {
        RunPlan first = stored.Plan;
        Same("dataset (content hash)", first.DatasetHash, plan.DatasetHash);
        SameCandidates(first.Candidates, plan.Candidates);
        Same("number of metrics", first.Metrics.Count, plan.Metrics.Count);
        for (int i = 0; i < first.Metrics.Count; i++) { Same($"metric {i + 1}", first.Metrics[i], plan.Metrics[i]); }
        Same("repetitions", first.Repetitions, plan.Repetitions);
        Same("seed", first.Seed, plan.Seed);
        Same("temperature", first.Temperature, plan.Temperature);
        Same("longest answer", first.MaxOutputTokens, plan.MaxOutputTokens);
        Same("system prompt", first.SystemPrompt, plan.SystemPrompt);
        Same("streaming", first.Streaming, plan.Streaming);

        void SameCandidates(IReadOnlyList<RunCandidate> before, IReadOnlyList<RunCandidate> now)
        {
            Same("number of candidates", before.Count, now.Count);
            for (int i = 0; i < before.Count; i++)
            {
                string name = before[i].Name;
                Same($"candidate {i + 1}", name, now[i].Name);
                Same($"source of candidate '{name}'", before[i].Source, now[i].Source);
                Same($"model id of candidate '{name}'", before[i].ModelId, now[i].ModelId);
                Same($"file size in bytes of candidate '{name}'", before[i].FileBytes, now[i].FileBytes);
            }
        }

        void Same<T>(string part, T before, T now)
        {
            if (!EqualityComparer<T>.Default.Equals(before, now))
            {
                throw new RunStoreException(
                    $"Run '{stored.Id}' in '{path}' was begun with another plan: its {part} was {Shown(before)} and is now {Shown(now)}. Give the same plan, or another RunId.", path);
            }
        }
    }

    private static string Shown<T>(T value) => value is null ? "not set" : $"'{value}'";
}
