using System.Collections.Concurrent;

namespace LlmNotebooks.Kernel.Jupyter;

/// <summary>Does one thing after the other on a thread of its own, which cells cannot starve as they can the pool's.</summary>
internal sealed class Worker : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Action<string> _log;
    private readonly Thread _thread;

    /// <param name="name">The name of the thread.</param>
    /// <param name="log">Told what failed.</param>
    public Worker(string name, Action<string> log)
    {
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Does something after all that was asked for before; nothing once the worker is disposed of.</summary>
    public void Post(Action action)
    {
        if (!_work.IsAddingCompleted) { _work.Add(action); }
    }

    /// <summary>Takes no more work; what was asked for is still done.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (Action action in _work.GetConsumingEnumerable())
        {
            try
            {
                action();
            }
#pragma warning disable CA1031 // The next request has to be served, whatever became of this one.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _log($"{_thread.Name}: {exception}");
            }
        }
    }
}
