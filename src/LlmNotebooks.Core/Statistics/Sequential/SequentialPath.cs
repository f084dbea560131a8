using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>What a sequential comparison would have shown of scores that are there already: which questions could have been saved.</summary>
/// <remarks>
/// Clusters come in an order that depends on the seed alone; each counts once, by the mean difference of its items, so that the mean is that of the clusters.
/// The path is one of many: another order stops earlier or later. The plan is to be made before, or from other scores than these.
/// </remarks>
public sealed record SequentialPath
{
    /// <summary>Name of the first; differences are first minus second.</summary>
    public required string A { get; init; }

    /// <summary>Name of the second.</summary>
    public required string B { get; init; }

    /// <summary>What was fixed beforehand.</summary>
    public required SequentialPlan Plan { get; init; }

    /// <summary>The seed of the order.</summary>
    public required long Seed { get; init; }

    /// <summary>Where the comparison stood at each look, the last one after all clusters.</summary>
    public required IReadOnlyList<SequentialState> States { get; init; }

    /// <summary>Clusters after which it was decided; null where it was not.</summary>
    public int? DecidedAt => States[^1].DecidedAt;

    /// <summary>What was decided.</summary>
    public SequentialDecision Decision => States[^1].Decision;

    /// <summary>Goes through scores in a seeded order.</summary>
    /// <param name="nameA">Name of the first.</param>
    /// <param name="a">Its observations; repetitions repeat the item.</param>
    /// <param name="nameB">Name of the second.</param>
    /// <param name="b">Its observations.</param>
    /// <param name="plan">Fixed before; null: the default plan.</param>
    /// <param name="seed">Of the order.</param>
    /// <param name="every">Clusters from one recorded state to the next, at least 1; decisions are looked for at every one.</param>
    /// <exception cref="ArgumentException">The two have no item in common, or an item is in two clusters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is less than 1, or a difference is outside of the plan's range.</exception>
    public static SequentialPath Of(string nameA, IEnumerable<ItemScore> a, string nameB, IEnumerable<ItemScore> b, SequentialPlan? plan = null, long seed = 1, int every = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameA);
        ArgumentException.ThrowIfNullOrWhiteSpace(nameB);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        double[] differences = ClusteredScores.OfDifferences(new ItemScores(a), new ItemScores(b)).Means();
        if (differences.Length == 0) { throw new ArgumentException("The two have no item in common.", nameof(b)); }
        int[] keys = new int[differences.Length], order = [.. Enumerable.Range(0, differences.Length)];
        new RandomLanes(seed, 0).Fill(keys, int.MaxValue);
        Array.Sort(order, (x, y) => keys[x] != keys[y] ? keys[x].CompareTo(keys[y]) : x.CompareTo(y));

        SequentialComparison comparison = new(plan);
        List<SequentialState> states = [];
        foreach (int cluster in order)
        {
            comparison.Add(differences[cluster]);
            if (comparison.Samples % every == 0 || comparison.Samples == order.Length) { states.Add(comparison.State()); }
        }

        return new SequentialPath { A = nameA, B = nameB, Plan = comparison.Plan, Seed = seed, States = states };
    }

    /// <summary>How it ended, in one sentence.</summary>
    public override string ToString()
    {
        int all = States[^1].Samples;
        return Decision switch
        {
            SequentialDecision.ABetter => $"{A} is better than {B}: decided after {DecidedAt} of {all}.",
            SequentialDecision.BBetter => $"{B} is better than {A}: decided after {DecidedAt} of {all}.",
            SequentialDecision.Equivalent => $"Between {A} and {B} is no difference that matters: decided after {DecidedAt} of {all}.",
            _ => $"{A} and {B}: not decided after {all}.",
        };
    }
}
