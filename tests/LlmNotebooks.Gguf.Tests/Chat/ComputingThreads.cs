namespace LlmNotebooks.Gguf.Tests.Chat;

/// <summary>Counts the threads between two looks at the clock: a piece of work looks at it when it begins and when it ends.</summary>
internal sealed class ComputingThreads : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _working = [];

    /// <summary>Most threads that worked at once.</summary>
    public int Most { get; private set; }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            if (!_working.Remove(Environment.CurrentManagedThreadId))
            {
                _working.Add(Environment.CurrentManagedThreadId);
                Most = Math.Max(Most, _working.Count);
            }
        }

        return base.GetTimestamp();
    }
}
