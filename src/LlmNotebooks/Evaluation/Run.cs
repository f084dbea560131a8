using LlmNotebooks.Evaluation.Storage;
using LlmNotebooks.Evaluation.Summaries;
using LlmNotebooks.Statistics;
using Microsoft.Data.Sqlite;

namespace LlmNotebooks.Evaluation;

/// <summary>A stored run. Everything is read from the store when asked for, answer by answer, so a run may be larger than memory.</summary>
public sealed class Run
{
    private readonly long _key;

    internal Run(string storePath, long key, RunInfo info)
    {
        StorePath = storePath;
        _key = key;
        Info = info;
    }

    /// <summary>The store's file.</summary>
    public string StorePath { get; }

    /// <summary>The run's row as it was when the run was opened.</summary>
    public RunInfo Info { get; }

    /// <summary>Identifies the run within its store.</summary>
    public string Id => Info.Id;

    /// <summary>What the run does.</summary>
    public RunPlan Plan => Info.Plan;

    /// <summary>How far it came when it was opened.</summary>
    public RunStatus Status => Info.Status;

    /// <summary>One summary per model, in the plan's order.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeModels(double confidence = 0.95) => Summarize(confidence, byCategory: false);

    /// <summary>One summary per model and category, models in the plan's order, categories in ordinal order; samples without a category stand under the empty one.</summary>
    /// <param name="confidence">Level of the intervals, in (0, 1).</param>
    public IReadOnlyList<ModelSummary> SummarizeCategories(double confidence = 0.95) => Summarize(confidence, byCategory: true);

    /// <summary>Id and status.</summary>
    public override string ToString() => $"Run {Id} ({Status}, {Info.Answers} of {Plan.Calls} calls)";

    private IReadOnlyList<ModelSummary> Summarize(double confidence, bool byCategory)
    {
        Distribution.ValidConfidence(confidence);
        using SqliteConnection connection = StoreSchema.OpenReadable(StorePath);
        return SummaryReader.Read(connection, _key, Plan, confidence, byCategory);
    }
}
