using LlmNotebooks.Kernel.Cells;
using LlmNotebooks.Kernel.Execution;
using LlmNotebooks.Kernel.Output;

namespace LlmNotebooks.Kernel.Tests.Execution;

public sealed class CellThreadTests
{
    [Fact]
    public async Task An_interrupt_that_reaches_the_kernel_s_own_work_for_a_cell_is_an_interrupt_all_the_same()
    {
        using CancellationTokenSource cancellation = new(), interrupt = new();
        RunningCell cell = new(new OutputRecorder(1, new DisplayRegistry()), new InputReader(null, cancellation.Token), cancellation.Token);
        CellThread thread = new(cell, cancellation, new StopPatience(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        using SemaphoreSlim begun = new(0);
        using ManualResetEventSlim never = new();

        Task<CellOutcome?> run = thread.RunAsync(
            () =>
            {
                begun.Release();
                never.Wait(CancellationToken.None);
                return Task.FromResult(new CellOutcome());
            },
            interrupt.Token);
        await begun.WaitAsync(TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();

        Assert.Equal(CellError.Interrupted, (await run)?.Error?.Name);
    }
}
