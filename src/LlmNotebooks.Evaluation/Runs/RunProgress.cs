using LlmNotebooks.Display;

namespace LlmNotebooks.Evaluation;

/// <summary>How far a run is. Everything counted as done is stored, and survives the end of the process.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Done">Calls stored, failed ones included, also those of an earlier part of the run.</param>
/// <param name="Total">Calls planned.</param>
/// <param name="Errors">Failed calls.</param>
/// <param name="Elapsed">Since this part of the run began.</param>
/// <param name="CallsPerSecond">Calls stored in this part of the run per second; 0 before the first.</param>
/// <param name="Models">The same per candidate, in the plan's order.</param>
[TypeFormatterSource(typeof(RunProgressFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record RunProgress(
    string RunId,
    long Done,
    long Total,
    long Errors,
    TimeSpan Elapsed,
    double CallsPerSecond,
    IReadOnlyList<ModelProgress> Models)
{
    /// <summary>Answers whose scores are stored too.</summary>
    public long Scored { get; init; }

    /// <summary>Whether answers are scored at all.</summary>
    public bool IsScored { get; init; }

    /// <summary>The calls that wait to be made again; null where none does.</summary>
    public CallWait? Wait { get; init; }
}
