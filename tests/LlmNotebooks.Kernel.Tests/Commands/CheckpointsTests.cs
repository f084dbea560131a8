using LlmNotebooks.Kernel.Commands;
using LlmNotebooks.Kernel.Runs;
using Microsoft.Extensions.Time.Testing;

namespace LlmNotebooks.Kernel.Tests.Commands;

public sealed class CheckpointsTests
{
    [Fact]
    public void A_run_is_saved_before_each_cell_while_that_is_cheap()
    {
        Assert.Equal([1, 2, 3, 4, 5], Saved(cells: 5, cellSeconds: 0.1, saveSeconds: 0.01));
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(10, 1)]
    [InlineData(0.01, 0.3)]
    public void Saving_takes_a_twentieth_of_the_time_a_second_and_one_saving_at_most(double cellSeconds, double saveSeconds)
    {
        const int Cells = 400;

        int saved = Saved(Cells, cellSeconds, saveSeconds).Count;

        double run = Cells * cellSeconds + saved * saveSeconds;
        Assert.InRange(saved * saveSeconds, run / 20 - saveSeconds, run / 20 + 1 + saveSeconds);
    }

    private static List<int> Saved(int cells, double cellSeconds, double saveSeconds)
    {
        var time = new FakeTimeProvider();
        var saved = new List<int>();
        IRunProgress progress = new Checkpoints(new ProgressLog("n", TextWriter.Null, time), Save, time);
        for (int cell = 1; cell <= cells; cell++)
        {
            progress.CellStarted(cell, cells);
            time.Advance(TimeSpan.FromSeconds(cellSeconds));
            progress.CellEnded(cell, cells, 0);
        }
        return saved;

        void Save(int number)
        {
            saved.Add(number);
            time.Advance(TimeSpan.FromSeconds(saveSeconds));
        }
    }
}
