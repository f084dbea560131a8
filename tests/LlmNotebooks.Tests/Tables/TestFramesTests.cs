using LlmNotebooks.Statistics;
using LlmNotebooks.Tables;

namespace LlmNotebooks.Tests.Tables;

public sealed class TestFramesTests
{
    private static readonly ItemScore[] A = Scores(i => i % 3 == 0 ? 0 : 1), B = Scores(i => i % 3 == 1 ? 1 : 0);

    [Fact]
    public void Tests_leave_missing_what_they_do_not_have()
    {
        Frame frame = PairedTests.All(A, B, resamples: 200).ToFrame();

        Assert.Equal(["test", "units", "count", "difference", "ci_low", "ci_high", "p", "note"], frame.Columns);
        Assert.Equal(8, frame.RowCount);
        Assert.Null(frame.Where(row => row.Text("test") == "bootstrap")[0, "p"]);
        Assert.Null(frame.Where(row => row.Text("test") == "sign test")[0, "difference"]);
    }

    [Fact]
    public void A_path_has_a_row_for_each_look()
    {
        SequentialPath path = SequentialPath.Of("a", A, "b", B, every: 10);

        Frame frame = path.ToFrame();

        Assert.Equal(["comparison", "samples", "difference", "ci_low", "ci_high", "e_value", "p", "decision"], frame.Columns);
        Assert.Equal(path.States.Select(state => (double?)state.Samples), frame.Numbers("samples"));
        Assert.Equal("a is better", frame[frame.RowCount - 1, "decision"]);
        Assert.Equal("a − b", frame[0, "comparison"]);
        Assert.Equal(2 * frame.RowCount, new[] { path, path }.ToFrame().RowCount);
    }

    [Fact]
    public void Where_a_confidence_sequence_is_infinite_the_cell_is_missing()
    {
        SequentialPath path = SequentialPath.Of("a", A, "b", B, new SequentialPlan { Method = SequentialMethod.Normal, BurnIn = 30 }, every: 10);

        Assert.Null(path.ToFrame()[0, "ci_low"]);
        Assert.Null(path.ToFrame()[0, "decision"]);
    }

    // One item solved in one of two attempts: any of 2 is 1, all of 2 is 0, and of one attempt both are ½.
    [Fact]
    public void Attempts_have_a_row_for_any_and_for_all()
    {
        ItemScore[] attempts = [new("x", 1), new("x", 0), new("y", 1), new("y", 1), new("z", 1)];

        Frame frame = Enumerable.Range(1, 2).Select(k => PassAtK.FromScores(attempts, k)).ToFrame();

        Assert.Equal(["any of k", "all of k", "any of k", "all of k"], frame.Texts("measure"));
        Assert.Equal([2.5 / 3, 2.5 / 3, 1, 0.5], frame.Numbers("probability").Select(value => value!.Value));
        Assert.Equal([0, 0, 1, 1], frame.Numbers("missing").Select(value => value!.Value));
    }

    [Fact]
    public void Plans_and_curves_are_those_of_the_design()
    {
        PairedDesign design = PairedDesign.ForDiscordance(0.2);

        Frame plans = new[] { design.PlanFor(0.05), design.PlanWith(100) }.ToFrame(), curve = design.PowerCurve([0.05, 0.1], [50, 100, 200]);

        Assert.Equal(design.ItemsFor(0.05), plans.Numbers("items")[0]);
        Assert.Equal(design.MinimumDetectableEffect(100), plans.Numbers("effect")[1]);
        Assert.Equal(6, curve.RowCount);
        Assert.Equal(design.PowerAt(0.1, 50), curve.Numbers("power")[3]);
        Assert.Throws<ArgumentException>(() => design.PowerCurve([], [50]));
        Assert.Throws<ArgumentException>(() => design.PowerCurve([0.05], []));
    }

    private static ItemScore[] Scores(Func<int, double> of) => [.. Enumerable.Range(0, 60).Select(i => new ItemScore($"i{i:00}", of(i)))];
}
