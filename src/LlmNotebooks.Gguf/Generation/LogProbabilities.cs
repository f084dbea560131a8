using LlmNotebooks.Gguf.Tokenization;

namespace LlmNotebooks.Gguf.Generation;

/// <summary>Turns scores into log-probabilities.</summary>
internal static class LogProbabilities
{
    /// <summary>Reports the chosen token beside the <paramref name="count"/> most probable ones, the lower id first on a tie.</summary>
    public static TokenReport Report(ReadOnlySpan<float> logits, int chosen, int count, SpmTokenizer tokenizer)
    {
        double total = LogTotal(logits);
        int[] ids = new int[logits.Length];
        float[] keys = new float[logits.Length];
        for (int id = 0; id < ids.Length; id++)
        {
            (ids[id], keys[id]) = (id, -logits[id]);
        }

        int[] best = [.. ids.OrderBy(id => keys[id]).Take(count)];
        TokenProbability[] top = new TokenProbability[best.Length];
        for (int i = 0; i < top.Length; i++)
        {
            top[i] = Of(logits, best[i]);
        }

        return new TokenReport(Of(logits, chosen), top);

        TokenProbability Of(ReadOnlySpan<float> scores, int id) => new(id, tokenizer.Piece(id), Math.Min(0, scores[id] - total));
    }

    /// <summary>log Σ exp(score), computed from the greatest score so that nothing overflows.</summary>
    internal static double LogTotal(ReadOnlySpan<float> logits)
    {
        float max = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            max = MathF.Max(max, logit);
        }

        double sum = 0;
        foreach (float logit in logits)
        {
            sum += Math.Exp((double)logit - max);
        }

        return max + Math.Log(sum);
    }
}
