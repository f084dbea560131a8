using System.Globalization;

namespace LlmNotebooks.Gguf.Tests.Synthetic;

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private static int _count;

    public TemporaryFile(byte[] content)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"gguf-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}.gguf");
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), name);
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
