using System.Runtime.InteropServices;

namespace LlmNotebooks.Statistics;

/// <summary>Observations gathered by item: what every estimate starts from.</summary>
internal sealed class ItemScores
{
    private readonly Dictionary<string, ItemMoments> _byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _clusterOf = new(StringComparer.Ordinal);
    private readonly string[] _ordered;

    public ItemScores(IEnumerable<ItemScore> observations)
    {
        foreach (ItemScore observation in observations) { Add(observation); }
        _ordered = [.. _byItem.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Observations without a finite score.</summary>
    public int Missing { get; private set; }

    /// <summary>Whether a score is neither 0 nor 1.</summary>
    public bool Graded { get; private set; }

    /// <summary>Items with at least one scored observation.</summary>
    public IReadOnlyCollection<string> Items => _byItem.Keys;

    /// <summary>Items seen at all, scored or not, in the order of their first observation.</summary>
    public IReadOnlyCollection<string> SeenItems => _clusterOf.Keys;

    public bool TryGet(string item, out ItemMoments moments) => _byItem.TryGetValue(item, out moments);

    /// <summary>The mean of an item that has a score.</summary>
    public double MeanOf(string item) => MomentsOf(item).Mean;

    /// <summary>The moments of an item that has a score.</summary>
    public ItemMoments MomentsOf(string item) => _byItem.TryGetValue(item, out ItemMoments moments) ? moments : throw new KeyNotFoundException(item);

    /// <summary>The items that both have a score for, in ordinal order.</summary>
    /// <exception cref="ArgumentException">An item is in another cluster there.</exception>
    public string[] SharedWith(ItemScores other, string name, string otherName)
    {
        string[] shared = [.. Ordered().Where(other._byItem.ContainsKey)];
        foreach (string item in shared)
        {
            if (!string.Equals(ClusterOf(item), other.ClusterOf(item), StringComparison.Ordinal))
            {
                throw new ArgumentException($"Item '{item}' is in one cluster for {name} and in another for {otherName}; give every item one cluster.", nameof(other));
            }
        }

        return shared;
    }

    public string ClusterOf(string item) => _clusterOf[item] is { } cluster ? "c:" + cluster : "i:" + item;

    /// <summary>The items in ordinal order, so that the order of observations cannot change a rounding.</summary>
    public IReadOnlyList<string> Ordered() => _ordered;

    public MeanEstimate Estimate(double confidence, ScoreRange? range) => Estimate(_ordered, confidence, range);

    public MeanEstimate Estimate(IReadOnlyList<string> items, double confidence, ScoreRange? range)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        ItemMoments[] moments = new ItemMoments[items.Count];
        for (int i = 0; i < moments.Length; i++)
        {
            moments[i] = _byItem[items[i]] with { Cluster = Number(numbers, ClusterOf(items[i])) };
        }

        return ClusteredMean.Estimate(moments, numbers.Count, confidence, range);
    }

    /// <summary>The range of scores that are compared: as stated, or else what all of them together say.</summary>
    public static ScoreRange RangeOf(ScoreRange? stated, IEnumerable<ItemScores> sides) => stated ?? (sides.Any(side => side.Graded) ? ScoreRange.Unbounded : ScoreRange.Unit);

    /// <summary>A number per distinct cluster, from 0.</summary>
    public static int Number(Dictionary<string, int> numbers, string cluster)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, cluster, out bool known);
        if (!known) { number = numbers.Count - 1; }
        return number;
    }

    private void Add(ItemScore observation)
    {
        if (observation.Item is null) { throw new ArgumentException("An observation has no item.", nameof(observation)); }
        if (!_clusterOf.TryAdd(observation.Item, observation.Cluster) && _clusterOf[observation.Item] != observation.Cluster)
        {
            throw new ArgumentException(
                $"Item '{observation.Item}' is in cluster '{_clusterOf[observation.Item]}' and in cluster '{observation.Cluster}'; give every item one cluster.",
                nameof(observation));
        }

        if (observation.Score is not { } score || !double.IsFinite(score))
        {
            Missing++;
            return;
        }

        if (!FiniteValues.HasFiniteSums(score)) { throw new ArgumentException(FormattableString.Invariant($"A score of item '{observation.Item}' is {score}. {FiniteValues.Rule}"), nameof(observation)); }
        ref ItemMoments moments = ref CollectionsMarshal.GetValueRefOrAddDefault(_byItem, observation.Item, out _);
        moments = moments.With(score);
        Graded |= moments.Graded;
    }
}
