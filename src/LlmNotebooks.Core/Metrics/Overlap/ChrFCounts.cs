using LlmNotebooks.Metrics.Text;

namespace LlmNotebooks.Metrics.Overlap;

/// <summary>What chrF is computed from, of one text or of many together: n-grams of the candidate, of the reference, and common ones, by order.</summary>
internal sealed class ChrFCounts
{
    private const double Epsilon = 1e-16;

    private readonly ChrFOptions _options;
    private readonly long[] _candidate;
    private readonly long[] _reference;
    private readonly long[] _matches;

    public ChrFCounts(ChrFOptions options)
    {
        _options = options;
        int orders = options.CharacterOrder + options.WordOrder;
        _candidate = new long[orders];
        _reference = new long[orders];
        _matches = new long[orders];
    }

    /// <summary>Adds a text and the reference that it scores highest against; empty references are passed over.</summary>
    /// <returns>Whether there was a reference that is not empty.</returns>
    public bool Add(string candidate, IReadOnlyList<string> references)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(references);
        ChrFCounts? best = null, spare = null;
        double bestScore = -1;
        for (int i = 0; i < references.Count; i++)
        {
            if (references[i].Length == 0) { continue; }
            ChrFCounts counts = spare ?? new ChrFCounts(_options);
            counts.Set(candidate, references[i]);
            double score = counts.Exact();
            if (score > bestScore) { (bestScore, best, spare) = (score, counts, best); }
            else { spare = counts; }
        }

        if (best is null) { return false; }
        for (int i = 0; i < _matches.Length; i++)
        {
            _candidate[i] += best._candidate[i];
            _reference[i] += best._reference[i];
            _matches[i] += best._matches[i];
        }

        return true;
    }

    /// <summary>The score, 0 to 100: sums of doubles may end a hair above.</summary>
    public double Score() => Math.Min(100, Exact());

    // As sacreBLEU computes it, to the last digit, since the best of several references is chosen by it.
    private double Exact()
    {
        double factor = _options.Beta * _options.Beta, sum = 0, precisions = 0, recalls = 0;
        int orders = 0;
        for (int i = 0; i < _matches.Length; i++)
        {
            double precision = _candidate[i] > 0 ? (double)_matches[i] / _candidate[i] : Epsilon, recall = _reference[i] > 0 ? (double)_matches[i] / _reference[i] : Epsilon;
            double weighted = (factor * precision) + recall;
            sum += weighted > 0 ? (1 + factor) * precision * recall / weighted : Epsilon;
            if (_candidate[i] > 0 && _reference[i] > 0)
            {
                precisions += precision;
                recalls += recall;
                orders++;
            }
        }

        if (_options.EpsilonSmoothing) { return 100 * sum / _matches.Length; }
        if (precisions + recalls == 0) { return 0; }
        precisions /= orders;
        recalls /= orders;
        return 100 * ((1 + factor) * precisions * recalls / ((factor * precisions) + recalls));
    }

    private void Set(string candidate, string reference)
    {
        Scratch scratch = Scratch.Take();
        scratch.AddCharacters(candidate, _options.Lowercase, _options.WhiteSpace);
        int end = scratch.CodePoints.Length, distinct = scratch.CodePoints.Count;
        scratch.AddCharacters(reference, _options.Lowercase, _options.WhiteSpace);
        Count(scratch, scratch.CodePoints.Ids(0, end), scratch.CodePoints.Ids(end, scratch.CodePoints.Length), distinct, 0, _options.CharacterOrder);
        if (_options.WordOrder == 0) { return; }
        scratch.AddWords(candidate, _options.Lowercase);
        end = scratch.Tokens.Length;
        distinct = scratch.Tokens.Count;
        scratch.AddWords(reference, _options.Lowercase);
        Count(scratch, scratch.Tokens.Ids(0, end), scratch.Tokens.Ids(end, scratch.Tokens.Length), distinct, _options.CharacterOrder, _options.WordOrder);
    }

    private void Count(Scratch scratch, ReadOnlySpan<int> candidate, ReadOnlySpan<int> reference, int distinct, int start, int orders)
    {
        Span<int> matches = stackalloc int[orders];
        scratch.NGrams.Match(candidate, reference, distinct, matches);
        for (int i = 0; i < orders; i++)
        {
            _matches[start + i] = matches[i];
            _reference[start + i] = Math.Max(0, reference.Length - i);
            // What no n-gram of the reference could match does not count.
            _candidate[start + i] = reference.Length > i ? Math.Max(0, candidate.Length - i) : 0;
        }
    }
}
