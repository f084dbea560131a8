namespace LlmNotebooks.Evaluation;

/// <summary>A run was cancelled. Every answer that came before is stored, and the run can be resumed.</summary>
public sealed class RunInterruptedException : OperationCanceledException
{
    /// <summary>A run that was cancelled.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="storePath">Its store.</param>
    /// <param name="done">Calls stored.</param>
    /// <param name="total">Calls planned.</param>
    /// <param name="token">The token that cancelled it.</param>
    public RunInterruptedException(string runId, string storePath, long done, long total, CancellationToken token)
        : base(
            done < total
                ? $"Run '{runId}' was cancelled after {done} of {total} calls; they are stored in '{storePath}'. The same plan with RunOptions.RunId = \"{runId}\" makes the others."
                : $"Run '{runId}' was cancelled after its last call, while answers were scored; all are stored in '{storePath}'. The same again scores the others, and makes no call.",
            token)
    {
        RunId = runId;
        StorePath = storePath;
        Done = done;
        Total = total;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>Its store.</summary>
    public string StorePath { get; }

    /// <summary>Calls stored.</summary>
    public long Done { get; }

    /// <summary>Calls planned.</summary>
    public long Total { get; }
}
