namespace LlmNotebooks.Gguf.Generation;

/// <summary>A generator whose session is given back once.</summary>
internal sealed class GenerationLease(Generator generator, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    public Generator Generator { get; } = generator;

    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
