using System.Collections;
using LlmNotebooks.Datasets;
using LlmNotebooks.Evaluation.Storage;

namespace LlmNotebooks.Evaluation.Calls;

/// <summary>What an earlier part of a run has stored.</summary>
internal sealed class DoneCalls
{
    private readonly BitArray _done;

    private DoneCalls(CallPlan calls, int candidates)
    {
        _done = new BitArray((int)calls.Calls);
        ByCandidate = new long[candidates];
        ErrorsByCandidate = new long[candidates];
    }

    public long[] ByCandidate { get; }

    public long[] ErrorsByCandidate { get; }

    /// <summary>Whether a call need not be made.</summary>
    public bool this[long call] => _done[(int)call];

    /// <summary>Reads a run's stored calls, without their texts.</summary>
    /// <param name="calls">The plan.</param>
    /// <param name="plan">The run's plan.</param>
    /// <param name="stored">Its answers; none where it has just begun.</param>
    /// <param name="dataset">Its samples.</param>
    /// <param name="options">Whether failures are asked again.</param>
    /// <param name="spending">Told what was spent; null without a budget.</param>
    public static DoneCalls Read(CallPlan calls, RunPlan plan, IEnumerable<AnswerRow> stored, Dataset dataset, RunOptions options, Spending? spending)
    {
        DoneCalls done = new(calls, plan.Candidates.Count);
        foreach (AnswerRow row in stored)
        {
            spending?.Add(row, dataset.Samples[row.Sample]);
            if (row.IsError && options.RetryErrors) { continue; }
            done._done[(int)calls.IndexOf(row.Candidate, row.Sample, row.Repetition)] = true;
            done.ByCandidate[row.Candidate]++;
            if (row.IsError) { done.ErrorsByCandidate[row.Candidate]++; }
        }

        return done;
    }
}
