namespace LlmNotebooks.Kernel.Execution;

/// <summary>Lets libraries see the cancellation of the cell that calls them, although they share no assembly with the kernel.</summary>
internal static class AmbientCancellation
{
    /// <summary>The name under which <see cref="AppContext.GetData"/> gives a <c>Func&lt;CancellationToken&gt;</c>.</summary>
    public const string Name = "LlmNotebooks.Cancellation";

    private static readonly Func<CancellationToken> Token = () => RunningCell.OfThisCode?.Token ?? CancellationToken.None;

    public static void Publish() => AppContext.SetData(Name, Token);
}
