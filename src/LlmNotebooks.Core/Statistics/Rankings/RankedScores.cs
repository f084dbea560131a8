using System.Numerics;
using LlmNotebooks.Statistics.Resampling;

namespace LlmNotebooks.Statistics;

/// <summary>Several models' scores on the items that all have, summed by cluster.</summary>
internal sealed class RankedScores
{
    private readonly string[] _names;
    private readonly string[] _shared;
    private readonly string[] _leftOut;
    // Models in blocks of a vector's width, and in each block the clusters one after another.
    private readonly Vector<double>[][] _sums;
    private readonly int[] _sizes;
    private readonly double _rounding;
    private readonly string? _reason;
    // Ranks are of gains: what is lower is more where lower is better.
    private readonly int _sign;

    public RankedScores(IEnumerable<(string Name, ItemScores Scores)> models, bool lowerIsBetter = false)
    {
        _sign = lowerIsBetter ? -1 : 1;
        (string Name, ItemScores Scores)[] all = [.. models.OrderBy(model => model.Name, StringComparer.Ordinal)];
        Dictionary<string, string> clusterOf = Clusters(all);
        _shared = [.. clusterOf.Keys.Where(item => all.All(model => model.Scores.TryGet(item, out _))).Order(StringComparer.Ordinal)];
        _leftOut = [.. clusterOf.Keys.Except(_shared, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        // By mean, so that a model's number is its place.
        double[] means = [.. all.Select(model => _shared.Length == 0 ? 0 : _sign * _shared.Average(item => model.Scores.MeanOf(item)))];
        all = [.. all.Zip(means).OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First.Name, StringComparer.Ordinal).Select(pair => pair.First)];
        _names = [.. all.Select(model => model.Name)];
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] clusters = [.. _shared.Select(item => ItemScores.Number(numbers, clusterOf[item]))];
        _sizes = new int[numbers.Count];
        double[,] sums = new double[numbers.Count, all.Length];
        double largest = 0;
        for (int i = 0; i < _shared.Length; i++)
        {
            _sizes[clusters[i]]++;
            for (int m = 0; m < all.Length; m++)
            {
                double score = _sign * all[m].Scores.MeanOf(_shared[i]);
                sums[clusters[i], m] += score;
                largest = Math.Max(largest, Math.Abs(score));
            }
        }

        _sums = Blocks(sums);

        // Sums that differ by less have the same mean: they differ by rounding.
        _rounding = 1e-13 * largest * Math.Max(1, _shared.Length);
        _reason = _shared.Length == 0 ? WhyNone(all) : _sizes.Length < 2 ? "there are fewer than 2 clusters" : null;
    }

    public Ranking Rank(long seed, int resamples, double confidence)
    {
        int models = _names.Length;
        Ranking none = new()
        {
            Models = [],
            ProbabilityAbove = [],
            Items = _shared.Length,
            Clusters = _sizes.Length,
            LeftOut = _leftOut,
            Resamples = 0,
            Seed = seed,
            Confidence = confidence,
            Reason = _reason,
        };
        if (_reason is not null) { return none; }

        double[] sums = new double[_sums.Length * Vector<double>.Count], observed = new double[models], best = new double[models];
        double[][] ranks = [.. _names.Select(_ => new double[resamples])], above = [.. _names.Select(_ => new double[models])];
        double[] drawn = new double[_sizes.Length];
        Array.Fill(drawn, 1);
        Sum(drawn, sums);
        Ranks(sums, observed, null);
        double[] means = [.. sums.Take(models).Select(sum => sum == 0 ? 0 : _sign * sum / _shared.Length)];

        int[] positions = new int[_sizes.Length];
        double[] rank = new double[models];
        for (int i = 0; i < resamples; i++)
        {
            Array.Clear(drawn);
            new RandomLanes(seed, i).Fill(positions, positions.Length);
            foreach (int cluster in positions) { drawn[cluster]++; }
            Sum(drawn, sums);
            Ranks(sums, rank, above);
            Best(sums, best);
            for (int m = 0; m < models; m++) { ranks[m][i] = rank[m]; }
        }

        return none with
        {
            Resamples = resamples,
            Models = [.. _names.Select((name, m) =>
            {
                double expected = ranks[m].Average();
                Array.Sort(ranks[m]);
                return new RankedModel(name, means[m], observed[m], expected, Quantile.Percentiles(ranks[m], confidence), best[m] / resamples);
            })],
            ProbabilityAbove = [.. above.Select(row => (IReadOnlyList<double>)[.. row.Select(count => count / resamples)])],
        };
    }

    // All models have as many items in a draw, so that sums rank as means do.
    private void Sum(double[] drawn, double[] sums)
    {
        for (int block = 0; block < _sums.Length; block++)
        {
            Vector<double>[] clusters = _sums[block];
            Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
            int c = 0;
            for (; c + 1 < clusters.Length; c += 2)
            {
                even += clusters[c] * drawn[c];
                odd += clusters[c + 1] * drawn[c + 1];
            }

            if (c < clusters.Length) { even += clusters[c] * drawn[c]; }
            (even + odd).CopyTo(sums, block * Vector<double>.Count);
        }
    }

    private static Vector<double>[][] Blocks(double[,] sums)
    {
        int width = Vector<double>.Count;
        Vector<double>[][] blocks = new Vector<double>[(sums.GetLength(1) + width - 1) / width][];
        double[] row = new double[width];
        for (int block = 0; block < blocks.Length; block++)
        {
            blocks[block] = new Vector<double>[sums.GetLength(0)];
            for (int c = 0; c < sums.GetLength(0); c++)
            {
                for (int i = 0; i < width; i++) { row[i] = (block * width) + i < sums.GetLength(1) ? sums[c, (block * width) + i] : 0; }
                blocks[block][c] = new Vector<double>(row);
            }
        }

        return blocks;
    }

    private void Ranks(double[] sums, double[] ranks, double[][]? above)
    {
        Array.Fill(ranks, 1);
        for (int i = 0; i < ranks.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double difference = sums[i] - sums[j], won = difference > _rounding ? 1 : difference < -_rounding ? 0 : 0.5;
                ranks[i] += 1 - won;
                ranks[j] += won;
                if (above is null) { continue; }
                above[i][j] += won;
                above[j][i] += 1 - won;
            }
        }
    }

    private void Best(double[] sums, double[] best)
    {
        double highest = sums[0];
        for (int m = 1; m < best.Length; m++) { highest = Math.Max(highest, sums[m]); }
        int first = 0;
        for (int m = 0; m < best.Length; m++) { first += sums[m] >= highest - _rounding ? 1 : 0; }
        for (int m = 0; m < best.Length; m++) { best[m] += sums[m] >= highest - _rounding ? 1.0 / first : 0; }
    }

    private static Dictionary<string, string> Clusters((string Name, ItemScores Scores)[] models)
    {
        Dictionary<string, string> clusterOf = new(StringComparer.Ordinal);
        foreach ((string name, ItemScores scores) in models)
        {
            foreach (string item in scores.SeenItems)
            {
                string cluster = scores.ClusterOf(item);
                if (!clusterOf.TryAdd(item, cluster) && clusterOf[item] != cluster)
                {
                    throw new ArgumentException($"Item '{item}' is in one cluster for '{name}' and in another for a model before it; give every item one cluster.", nameof(models));
                }
            }
        }

        return clusterOf;
    }

    private static string WhyNone((string Name, ItemScores Scores)[] models) =>
        models.FirstOrDefault(model => model.Scores.Items.Count == 0).Name is { } empty ? $"{empty} has no score" : "there is no item that all have a score for";
}
