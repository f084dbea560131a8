namespace LlmNotebooks.Evaluation;

/// <summary>Calls of a run that failed for the moment and wait to be made again.</summary>
/// <param name="Calls">How many, at least 1.</param>
/// <param name="Failure">How the last of them failed, for instance http-429.</param>
/// <param name="Time">How long that one waits.</param>
public sealed record CallWait(int Calls, string Failure, TimeSpan Time);
