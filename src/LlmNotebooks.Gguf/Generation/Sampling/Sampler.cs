namespace LlmNotebooks.Gguf.Generation.Sampling;

/// <summary>Picks the next token from the scores of all.</summary>
/// <remarks>
/// As llama.cpp's default chain: the best k; of these the fewest whose probability reaches p; of these the ones at least min-p as
/// probable as the best; then the temperature; then one draw. Allocates nothing after construction.
/// </remarks>
internal sealed class Sampler
{
    private readonly GenerationOptions _options;
    private readonly Pcg32 _random;
    private readonly float[] _scores;
    private readonly int[] _ids;

    public Sampler(GenerationOptions options, int vocabularySize)
    {
        _options = options;
        _random = new Pcg32(unchecked((ulong)options.Seed));
        bool greedy = options.Temperature == 0;
        _scores = greedy ? [] : new float[vocabularySize];
        _ids = greedy ? [] : new int[vocabularySize];
    }

    public int Pick(ReadOnlySpan<float> logits)
    {
        if (_options.Temperature == 0)
        {
            return Best(logits);
        }

        Span<float> scores = _scores;
        for (int i = 0; i < scores.Length; i++)
        {
            (scores[i], _ids[i]) = (-logits[i], i); // negated: the sort is ascending
        }

        scores.Sort(_ids.AsSpan());
        float best = -scores[0];
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = -scores[i] - best;
        }

        int kept = MinP(scores, TopP(scores, _options.TopK > 0 ? Math.Min(_options.TopK, scores.Length) : scores.Length));
        return _ids[Draw(scores[..kept])];
    }

    /// <summary>The best score's index, the first of equals.</summary>
    internal static int Best(ReadOnlySpan<float> logits)
    {
        int best = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best])
            {
                best = i;
            }
        }

        return best;
    }

    private int TopP(ReadOnlySpan<float> scores, int kept)
    {
        if (_options.TopP >= 1)
        {
            return kept;
        }

        double total = 0, sum = 0;
        foreach (float score in scores[..kept])
        {
            total += Math.Exp(score);
        }

        for (int i = 0; i < kept; i++)
        {
            sum += Math.Exp(scores[i]);
            if (sum >= _options.TopP * total)
            {
                return i + 1;
            }
        }

        return kept;
    }

    private int MinP(ReadOnlySpan<float> scores, int kept)
    {
        while (kept > 1 && Math.Exp(scores[kept - 1]) < _options.MinP)
        {
            kept--;
        }

        return kept;
    }

    private int Draw(ReadOnlySpan<float> scores)
    {
        double total = 0;
        foreach (float score in scores)
        {
            total += Math.Exp(score / _options.Temperature);
        }

        double left = _random.NextUnit() * total;
        for (int i = 0; i < scores.Length - 1; i++)
        {
            left -= Math.Exp(scores[i] / _options.Temperature);
            if (left < 0)
            {
                return i;
            }
        }

        return scores.Length - 1;
    }
}
