using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Overlap;

/// <summary>What BLEU is computed from, of one text or of many together.</summary>
internal sealed class BleuCounts(int maxOrder)
{
    // The logarithm of nothing, as sacreBLEU has it.
    private const double LogOfZero = -9999999999;

    private readonly long[] _matches = new long[maxOrder];
    private readonly long[] _totals = new long[maxOrder];
    private long _candidate;
    private long _reference;

    /// <summary>Adds the texts whose tokens lie in the scratch: the candidate up to a place, then the references up to their ends.</summary>
    public void Add(Scratch scratch, int candidateEnd, int candidateDistinct)
    {
        ReadOnlySpan<int> candidate = scratch.Tokens.Ids(0, candidateEnd);
        Span<int> ends = stackalloc int[scratch.Ends.Count <= 64 ? scratch.Ends.Count : 0];
        if (scratch.Ends.Count > 64) { ends = new int[scratch.Ends.Count]; }
        int start = candidateEnd, closest = -1;
        for (int i = 0; i < ends.Length; i++)
        {
            ends[i] = scratch.Ends[i] - candidateEnd;
            int length = scratch.Ends[i] - start, distance = Math.Abs(length - candidate.Length), known = Math.Abs(closest - candidate.Length);
            if (closest < 0 || distance < known || (distance == known && length < closest)) { closest = length; }
            start = scratch.Ends[i];
        }

        Span<int> matches = stackalloc int[maxOrder];
        scratch.NGrams.Clip(candidate, scratch.Tokens.Ids(candidateEnd, scratch.Tokens.Length), ends, candidateDistinct, matches);
        for (int order = 1; order <= maxOrder; order++)
        {
            _matches[order - 1] += matches[order - 1];
            _totals[order - 1] += Math.Max(0, candidate.Length - order + 1);
        }

        _candidate += candidate.Length;
        _reference += closest;
    }

    /// <summary>The score as sacreBLEU computes it.</summary>
    public BleuScore Score(BleuOptions options, bool effectiveOrder)
    {
        double penalty = _candidate >= _reference ? 1 : _candidate > 0 ? Math.Exp(1 - ((double)_reference / _candidate)) : 0;
        double[] precisions = new double[maxOrder];
        if (!_matches.AsSpan().ContainsAnyExcept(0L)) { return Made(0); }
        double half = 1;
        int orders = maxOrder;
        for (int i = 0; i < maxOrder; i++)
        {
            double added = options.Smoothing == BleuSmoothing.AddK && i > 0 ? options.Value : 0;
            double matches = _matches[i] + added, total = _totals[i] + added;
            if (total == 0) { break; }
            if (effectiveOrder) { orders = i + 1; }
            precisions[i] = matches > 0 ? 100 * matches / total
                : options.Smoothing == BleuSmoothing.Exponential ? 100 / ((half *= 2) * total)
                : options.Smoothing == BleuSmoothing.Floor ? 100 * options.Value / total
                : 0;
        }

        double sum = 0;
        foreach (double precision in precisions.AsSpan(0, orders)) { sum += precision > 0 ? Math.Log(precision) : LogOfZero; }
        // The way over logarithms may end a hair above 100.
        return Made(Math.Min(100, penalty * Math.Exp(sum / orders)));

        BleuScore Made(double value) => new(value, precisions, _matches, _totals, penalty, _candidate, _reference);
    }
}
