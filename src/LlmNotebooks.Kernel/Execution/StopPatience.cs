namespace LlmNotebooks.Kernel.Execution;

/// <summary>How long an interrupted cell may take to end before something harder is tried.</summary>
/// <param name="ForToken">Time for what observes the token to end in good order.</param>
/// <param name="ForChecks">Time after that for the rest to reach a check; then the cell is abandoned.</param>
internal sealed record StopPatience(TimeSpan ForToken, TimeSpan ForChecks)
{
    /// <summary>A person who interrupts a cell has the kernel back within two seconds.</summary>
    public static StopPatience Default { get; } = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(1_100));
}
