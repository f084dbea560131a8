using LlmNotebooks.Datasets;

namespace LlmNotebooks.Evaluation.Storage;

/// <summary>Where runs are kept: plans, samples, answers, scorings. SQLite is one implementation.</summary>
/// <remarks>Whatever fails throws <see cref="RunStoreException"/> with the way out. Rows are read as they are enumerated, one snapshot an enumeration.</remarks>
public interface IRunStore
{
    /// <summary>Where it is, for people: a file, an address without secrets.</summary>
    string Location { get; }

    /// <summary>All runs, the oldest first.</summary>
    IReadOnlyList<RunInfo> ListRuns();

    /// <summary>One run; null where there is none of this id.</summary>
    RunInfo? FindRun(string id);

    /// <summary>The scorings of a run, in the order in which they were begun.</summary>
    IReadOnlyList<ScoringInfo> Scorings(string run);

    /// <summary>The samples of a run's data set, in its order.</summary>
    IEnumerable<Sample> Samples(string run);

    /// <summary>The same without texts.</summary>
    IEnumerable<SampleFacts> SampleFacts(string run);

    /// <summary>Answers by candidate, sample and repetition.</summary>
    IEnumerable<AnswerRow> Answers(string run, AnswerQuery query);

    /// <summary>Begins a run, or opens the one of this id to resume it.</summary>
    /// <param name="plan">What the run does.</param>
    /// <param name="dataset">Its samples.</param>
    /// <param name="options">Id, name, clock, and whether new answers take the place of failures.</param>
    /// <exception cref="RunStoreException">The id is that of a run with another plan, or another process makes it.</exception>
    IRunWriter BeginRun(RunPlan plan, Dataset dataset, RunOptions options);

    /// <summary>Opens a stored run to score its answers.</summary>
    /// <exception cref="RunStoreException">There is no such run.</exception>
    IRunWriter OpenForScoring(string run, TimeProvider time);
}
