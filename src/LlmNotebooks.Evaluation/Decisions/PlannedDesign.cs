using LlmNotebooks.Datasets;
using LlmNotebooks.Statistics;

namespace LlmNotebooks.Decisions;

/// <summary>How two models' differences will vary over a data set, from a pilot or else in the worst case.</summary>
internal sealed class PlannedDesign
{
    private readonly PlanningOptions _planning;
    private readonly double _size;
    private readonly double _variation;

    public PlannedDesign(Dataset dataset, PlanningOptions planning)
    {
        _planning = planning;
        int[] sizes = [.. dataset.Samples.GroupBy(sample => sample.Cluster is { } key ? "c:" + key : "i:" + sample.Id, StringComparer.Ordinal).Select(cluster => cluster.Count())];
        Clusters = sizes.Length;
        _size = (double)dataset.Samples.Count / sizes.Length;
        _variation = Math.Sqrt(sizes.Average(size => (size - _size) * (size - _size))) / _size;
    }

    /// <summary>Distinct clusters; a sample without one is its own.</summary>
    public int Clusters { get; }

    /// <summary>The design of the pair that takes most samples to tell apart; null where nothing bounds how scores differ.</summary>
    /// <param name="candidates">Who will be compared: of the pilot's models these count, where it has two of them, and else all.</param>
    public PairedDesign? Of(string[] candidates)
    {
        if (_planning.Pilot is not { } run) { return Worst(WholeRange + " of which nothing is known"); }
        string[] all = [.. run.Plan.Candidates.Select(candidate => candidate.Name)], planned = [.. all.Intersect(candidates, StringComparer.Ordinal)];
        string[] names = planned.Length >= 2 ? planned : all;
        if (names.Length < 2) { return Worst($"run {run.Id} has one model, so the worst case of {WholeRange}"); }
        PairedDesign? hardest = null;
        string? silent = null;
        foreach ((string a, string b) in names.SelectMany((a, i) => names.Skip(i + 1).Select(b => (a, b))))
        {
            (PairedDesign? pair, string? reason) = new PilotVariance(new ItemScores(run.Scores(a, _planning.Metric)), new ItemScores(run.Scores(b, _planning.Metric))).Find(nameof(candidates));
            silent ??= reason;
            if (pair is null) { continue; }
            pair = Here(pair, $"as {a} and {b} in run {run.Id}, by {run.Metric(_planning.Metric).Name}");
            if (hardest is null || pair.Variance() * pair.DesignEffect > hardest.Variance() * hardest.DesignEffect) { hardest = pair; }
        }

        return hardest ?? Worst($"run {run.Id} says nothing about differences, since {silent}, so the worst case of {WholeRange}");
    }

    private string WholeRange => _planning.ScoreRange == 1 ? "0/1 scores" : FormattableString.Invariant($"scores in a range of {_planning.ScoreRange}");

    private PairedDesign? Worst(string source) => double.IsPositiveInfinity(_planning.ScoreRange) ? null
        : Here(PairedDesign.FromStandardDeviation(_planning.ScoreRange), source);

    // The data set's own clusters; how alike their samples are is the pilot's, where it had clusters, and else as alike as can be.
    private PairedDesign Here(PairedDesign design, string source)
    {
        bool one = design.ClusterSize == 1 && _size > 1;
        return design with
        {
            ClusterSize = _size,
            ClusterSizeVariation = _variation,
            Icc = one ? 1 : design.Icc,
            Source = one ? source + ", and a cluster's samples counted as one" : source,
        };
    }
}
