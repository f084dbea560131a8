using System.Globalization;

namespace LlmNotebooks.Evaluation;

/// <summary>Calls of a run that failed for the moment and wait to be made again.</summary>
/// <param name="Calls">How many, at least 1.</param>
/// <param name="Failure">How the last of them failed, for instance http-429.</param>
/// <param name="Time">How long that one waits.</param>
public sealed record CallWait(int Calls, string Failure, TimeSpan Time)
{
    /// <summary>As the end of a line of progress: 4 wait to be made again (http-429, 30 s).</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Calls:N0} {(Calls == 1 ? "waits" : "wait")} to be made again ({Failure}, {Time.TotalSeconds:0} s)");
}
