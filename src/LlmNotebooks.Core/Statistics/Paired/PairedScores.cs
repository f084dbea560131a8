using System.Globalization;

namespace LlmNotebooks.Statistics;

/// <summary>Two sides' scores, paired by item.</summary>
internal sealed class PairedScores
{
    /// <summary>A standard error of less than this share of the largest score is rounding, not variation.</summary>
    private const double Rounding = 1e-13;

    private readonly string _nameA;
    private readonly string _nameB;
    private readonly ItemScores _a;
    private readonly ItemScores _b;
    private readonly double _confidence;
    private readonly ScoreRange _range;
    private readonly string[] _shared;

    public PairedScores(string nameA, ItemScores a, string nameB, ItemScores b, double confidence, ScoreRange? range)
    {
        (_nameA, _a, _nameB, _b, _confidence, _range) = (nameA, a, nameB, b, confidence, ItemScores.RangeOf(range, [a, b]));
        _shared = a.SharedWith(b, $"'{nameA}'", $"'{nameB}'");
    }

    public PairedComparison Compare()
    {
        ComparisonSide sideA = Side(_nameA, _a), sideB = Side(_nameB, _b);
        double? seUnpaired = sideA.SeClustered is { } seA && sideB.SeClustered is { } seB ? Math.Sqrt((seA * seA) + (seB * seB)) : null;
        double? difference = sideA.Mean - sideB.Mean;
        PairedComparison unpaired = new()
        {
            A = sideA,
            B = sideB,
            Items = _shared.Length,
            Clusters = 0,
            Confidence = _confidence,
            Difference = difference,
            SeUnpaired = seUnpaired,
            PUnpaired = seUnpaired > 0 ? Distribution.NormalTwoSidedP(difference!.Value / seUnpaired.Value) : null,
            Verdict = ComparisonVerdict.NotComparable,
            Reason = NoPairsReason(sideA, sideB),
        };
        return _shared.Length == 0 ? unpaired : Pair(unpaired);
    }

    private PairedComparison Pair(PairedComparison unpaired)
    {
        double[] a = [.. _shared.Select(item => _a.MeanOf(item))], b = [.. _shared.Select(item => _b.MeanOf(item))];
        double largest = a.Concat(b).Max(Math.Abs);
        (ItemMoments[] differences, int clusters) = Differences(a, b);
        MeanEstimate mean = ClusteredMean.Estimate(differences, clusters, _confidence, ScoreRange.Unbounded);
        PairedComparison paired = unpaired with
        {
            Clusters = clusters,
            SignTest = Signs(differences, clusters, Rounding * largest),
            SePaired = mean.Se,
            DegreesOfFreedom = mean.Clusters < 2 ? null : mean.Clusters - 1,
            Correlation = a.Length < 2 ? null : Statistics.Correlation.Pearson(a, b),
        };
        if (mean.Se is not { } se) { return paired with { Reason = "there are fewer than 2 clusters" }; }
        double difference = paired.Difference!.Value;
        if (se <= Rounding * largest)
        {
            paired = paired with { SePaired = 0 };
            return Math.Abs(difference) <= Rounding * largest
                ? paired with { Verdict = ComparisonVerdict.NotDistinguishable, Reason = "no cluster's scores differ" }
                : JudgeBySign(paired, difference);
        }

        double t = difference / se, half = Distribution.StudentCritical(_confidence, mean.Clusters - 1) * se;
        Interval interval = new(difference - half, difference + half);
        return paired with
        {
            T = t,
            P = Distribution.StudentTwoSidedP(t, mean.Clusters - 1),
            Interval = interval,
            VarianceRatio = paired.SeUnpaired * paired.SeUnpaired / (se * se),
            Verdict = interval.Contains(0) ? ComparisonVerdict.NotDistinguishable : difference > 0 ? ComparisonVerdict.ABetter : ComparisonVerdict.BBetter,
            Reason = null,
        };
    }

    // A standard error of 0 says that all clusters differ by the same: there is no t, but all of them lie on one side.
    private PairedComparison JudgeBySign(PairedComparison paired, double difference)
    {
        double p = paired.SignTest!.P;
        string shown = p < 0.0001 ? "p < 0.0001" : string.Create(CultureInfo.InvariantCulture, $"p = {p:0.0000}");
        return paired with
        {
            SignP = p,
            Verdict = p >= 1 - _confidence ? ComparisonVerdict.NotDistinguishable : difference > 0 ? ComparisonVerdict.ABetter : ComparisonVerdict.BBetter,
            Reason = string.Create(CultureInfo.InvariantCulture, $"the difference is {difference:0.0000} in each of {paired.Clusters} clusters, which leaves no t interval; by the sign test {shown}"),
        };
    }

    private (ItemMoments[] Differences, int Clusters) Differences(double[] a, double[] b)
    {
        Dictionary<string, int> clusters = new(StringComparer.Ordinal);
        ItemMoments[] differences = new ItemMoments[_shared.Length];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = new ItemMoments(a[i] - b[i], 1, 0, ItemScores.Number(clusters, _a.ClusterOf(_shared[i])));
        }

        return (differences, clusters.Count);
    }

    private static SignTestResult Signs(ItemMoments[] differences, int clusters, double rounding)
    {
        double[] sums = new double[clusters];
        int[] sizes = new int[clusters];
        foreach (ItemMoments difference in differences)
        {
            sums[difference.Cluster] += difference.Mean;
            sizes[difference.Cluster]++;
        }

        int above = 0, below = 0;
        for (int cluster = 0; cluster < clusters; cluster++)
        {
            if (sums[cluster] > rounding * sizes[cluster]) { above++; }
            else if (sums[cluster] < -rounding * sizes[cluster]) { below++; }
        }

        return SignTest.Test(above, below);
    }

    private ComparisonSide Side(string name, ItemScores scores)
    {
        IReadOnlyList<string> all = scores.Ordered();
        HashSet<string> shared = new(_shared, StringComparer.Ordinal);
        return new ComparisonSide(name, scores.Estimate(_shared.Length > 0 ? _shared : all, _confidence, _range), scores.Missing, [.. all.Where(item => !shared.Contains(item))]);
    }

    private static string NoPairsReason(ComparisonSide a, ComparisonSide b) =>
        (a.Mean, b.Mean) switch
        {
            (null, null) => "neither has a score",
            (null, _) => $"{a.Name} has no score",
            (_, null) => $"{b.Name} has no score",
            _ => "they have no item in common",
        };
}
