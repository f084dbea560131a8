using LlmNotebooks.Kernel.Commands;
using LlmNotebooks.Kernel.Session;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Kernel.Tests.Commands;

public sealed class CheckpointsTests
{
    [Fact]
    public void A_long_run_is_saved_between_its_cells_and_a_short_one_is_not()
    {
        var time = new FakeTimeProvider();
        var saved = new List<int>();
        int cell = 0;
        IRunProgress progress = new Checkpoints(new ProgressLog("n", TextWriter.Null, time), () => saved.Add(cell), time);

        foreach (double seconds in (double[])[1, 3, 2, 1, 1, 9, 9])
        {
            progress.CellStarted(++cell, 7);
            time.Advance(TimeSpan.FromSeconds(seconds));
            progress.CellEnded(cell, 7, 0);
        }

        Assert.Equal([3, 6], saved);
    }
}
