namespace LlmNotebooks.Evaluation;

/// <summary>Counts work under way, whoever begins it among it until it waits for the end.</summary>
internal sealed class UnderWay
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1;

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0) { _ended.SetResult(); }
    }

    /// <summary>Nothing is begun any more but by what is under way.</summary>
    public Task WhenEnded()
    {
        End();
        return _ended.Task;
    }
}
