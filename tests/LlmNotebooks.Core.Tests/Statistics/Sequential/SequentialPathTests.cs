using LlmNotebooks.Statistics;

namespace LlmNotebooks.Tests.Statistics;

public sealed class SequentialPathTests
{
    // A solves three questions of four, B one of four, in two wordings each.
    private static readonly ItemScore[] A = Scores(i => i % 4 == 0 ? 0 : 1), B = Scores(i => i % 4 == 1 ? 1 : 0);

    [Fact]
    public void A_clear_difference_is_decided_before_the_end_and_stays_so()
    {
        SequentialPath path = SequentialPath.Of("a", A, "b", B, seed: 3);

        Assert.Equal(SequentialDecision.ABetter, path.Decision);
        Assert.InRange(path.DecidedAt!.Value, 2, 99);
        Assert.Equal(100, path.States.Count);
        Assert.All(path.States, state => Assert.Equal(state.Samples >= path.DecidedAt ? SequentialDecision.ABetter : SequentialDecision.Continue, state.Decision));
        Assert.Equal($"a is better than b: decided after {path.DecidedAt} of 100.", path.ToString());
    }

    [Fact]
    public void The_end_is_what_a_sequential_comparison_of_the_clusters_says()
    {
        SequentialPath path = SequentialPath.Of("a", A, "b", B, seed: 3);

        Assert.Equal(0.5, path.States[^1].Mean!.Value, tolerance: 1e-12);
        Assert.True(path.States[^1].Interval.Contains(0.5));
        Assert.Equal(path.States.Select((_, i) => i + 1), path.States.Select(state => state.Samples));
    }

    [Fact]
    public void The_order_depends_on_the_seed_alone()
    {
        SequentialPath path = SequentialPath.Of("a", A, "b", B, seed: 3);

        Assert.Equal(path.States, SequentialPath.Of("a", A.Reverse(), "b", B.Reverse(), seed: 3).States);
        Assert.NotEqual(path.States, SequentialPath.Of("a", A, "b", B, seed: 4).States);
    }

    [Fact]
    public void States_may_be_sparse_without_changing_the_decision()
    {
        SequentialPath dense = SequentialPath.Of("a", A, "b", B, seed: 3), sparse = SequentialPath.Of("a", A, "b", B, seed: 3, every: 30);

        Assert.Equal([30, 60, 90, 100], sparse.States.Select(state => state.Samples));
        Assert.Equal(dense.States[^1], sparse.States[^1]);
    }

    [Fact]
    public void Equal_models_end_as_equivalent_where_a_margin_was_set_and_else_undecided()
    {
        Assert.Equal(SequentialDecision.Equivalent, SequentialPath.Of("a", A, "b", A, new SequentialPlan { Margin = 0.2 }).Decision);
        Assert.Equal("a and b: not decided after 100.", SequentialPath.Of("a", A, "b", A).ToString());
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialPath.Of("a", A, "b", B, every: 0));
        Assert.Contains("no item in common", Assert.Throws<ArgumentException>(() => SequentialPath.Of("a", A, "b", [])).Message, StringComparison.Ordinal);
    }

    private static ItemScore[] Scores(Func<int, double> ofQuestion) => [.. Enumerable.Range(0, 200).Select(i => new ItemScore($"i{i:000}", ofQuestion(i / 2), $"q{i / 2}"))];
}
