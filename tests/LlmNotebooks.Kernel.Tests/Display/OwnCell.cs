using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Tests.Display;

/// <summary>A cell of the test's own: without one, what shows a value asks the latest cell of the process, which another test may just have stopped.</summary>
internal static class OwnCell
{
    public static RunningCell Enter()
    {
        RunningCell cell = new(new OutputRecorder(1, new DisplayRegistry()), new InputReader(null, CancellationToken.None), CancellationToken.None);
        cell.Enter();
        return cell;
    }
}
