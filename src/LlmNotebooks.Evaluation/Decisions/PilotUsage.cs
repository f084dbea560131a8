using LlmNotebooks.Evaluation;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Decisions;

/// <summary>What the calls of a stored run took, by model.</summary>
internal sealed class PilotUsage
{
    private readonly Dictionary<string, ModelUsage> _models;

    private PilotUsage(Dictionary<string, ModelUsage> models) => _models = models;

    /// <summary>Reads a run's answers once.</summary>
    public static PilotUsage Of(Run run)
    {
        long[] lengths = [.. run.LoadDataset().Samples.Select(sample => RunPlanner.Characters(sample, run.Plan.SystemPrompt))];
        return new PilotUsage(run.Plan.Candidates.ToDictionary(candidate => candidate.Name, candidate => Usage(run.Facts(candidate.Name), lengths), StringComparer.Ordinal));
    }

    /// <summary>A model's usage; where it was not in the run, that of all its models.</summary>
    public ModelUsage Find(string model) => _models.TryGetValue(model, out ModelUsage? usage) ? usage : ModelUsage.Mean([.. _models.Values]);

    private static ModelUsage Usage(IEnumerable<AnswerRow> answers, long[] lengths)
    {
        long input = 0, characters = 0, output = 0, outputs = 0, timed = 0;
        double latency = 0;
        foreach (AnswerRow answer in answers.Where(answer => !answer.IsError))
        {
            if (answer.LatencyMs is { } took)
            {
                latency += took;
                timed++;
            }

            if (answer.InputTokens is { } tokens)
            {
                input += tokens;
                characters += lengths[answer.Sample];
            }

            if (answer.OutputTokens is { } written)
            {
                output += written;
                outputs++;
            }
        }

        return new ModelUsage(
            characters > 0 ? (double)input / characters : null,
            outputs > 0 ? (double)output / outputs : null,
            timed > 0 ? latency / timed : null);
    }
}
