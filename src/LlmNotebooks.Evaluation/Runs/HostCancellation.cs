namespace LlmNotebooks.Evaluation;

/// <summary>The cancellation of the notebook cell that runs, where the host publishes it.</summary>
/// <remarks>
/// A host shares no assembly with this library. The kernel of this project puts a <c>Func&lt;CancellationToken&gt;</c> into
/// the process's data under <see cref="Name"/>, so that a run ends in good order when its cell is interrupted, although
/// the notebook passes no token. Other hosts publish none.
/// </remarks>
internal static class HostCancellation
{
    /// <summary>The name under which <see cref="AppContext.GetData"/> gives the function.</summary>
    public const string Name = "LlmNotebooks.Cancellation";

    /// <summary>The token of the cell that runs; one that is never cancelled where there is none.</summary>
    public static CancellationToken Current => AppContext.GetData(Name) is Func<CancellationToken> current ? current() : CancellationToken.None;
}
