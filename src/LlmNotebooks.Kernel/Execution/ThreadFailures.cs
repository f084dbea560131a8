using System.Collections.Concurrent;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Execution;

/// <summary>What threads of cells threw and nobody caught: in a program of its own, each would have ended the process.</summary>
internal static class ThreadFailures
{
    private static readonly ConcurrentQueue<(IOutputSink Sink, Exception Exception)> Thrown = [];

    /// <summary>Keeps what code of a cell threw.</summary>
    public static void Add(IOutputSink sink, Exception exception) => Thrown.Enqueue((sink, exception));

    /// <summary>What code of the cells with these outputs threw, in the order in which it did.</summary>
    public static IEnumerable<(IOutputSink Sink, Exception Exception)> Of(IReadOnlyCollection<IOutputSink> sinks) => Thrown.Where(thrown => sinks.Contains(thrown.Sink));
}
