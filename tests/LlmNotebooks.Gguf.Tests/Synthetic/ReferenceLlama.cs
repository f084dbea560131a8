namespace LlmNotebooks.Gguf.Tests.Synthetic;

/// <summary>The llama architecture as its papers write it, in double precision, without cache, batches or tricks.</summary>
/// <remarks>
/// RMSNorm: Zhang and Sennrich (2019). Rotary positions: Su et al. (2021), neighbouring values as pairs. SwiGLU: Shazeer (2020). Shared key
/// and value heads: Ainslie et al. (2023). Put together as in Touvron et al. (2023), arXiv:2302.13971.
/// </remarks>
internal static class ReferenceLlama
{
    /// <summary>Scores of all tokens to follow the last of <paramref name="ids"/>.</summary>
    public static double[] Logits(SyntheticModel model, int[] ids)
    {
        SyntheticShape shape = model.Shape;
        double[][] stream = [.. ids.Select(id => Enumerable.Range(0, shape.Embedding).Select(i => At(model, "token_embd.weight", id, i)).ToArray())];
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            string block = $"blk.{layer}.";
            double[][] normed = [.. stream.Select(x => Norm(model, block + "attn_norm.weight", x))];
            double[][] queries = [.. normed.Select((x, p) => Rotate(shape, Times(model, block + "attn_q.weight", x), p))];
            double[][] keys = [.. normed.Select((x, p) => Rotate(shape, Times(model, block + "attn_k.weight", x), p))];
            double[][] values = [.. normed.Select(x => Times(model, block + "attn_v.weight", x))];
            for (int p = 0; p < ids.Length; p++)
            {
                stream[p] = Plus(stream[p], Times(model, block + "attn_output.weight", Attend(shape, queries[p], keys[..(p + 1)], values[..(p + 1)])));
                double[] x = Norm(model, block + "ffn_norm.weight", stream[p]);
                double[] gate = Times(model, block + "ffn_gate.weight", x), up = Times(model, block + "ffn_up.weight", x);
                double[] gated = [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)];
                stream[p] = Plus(stream[p], Times(model, block + "ffn_down.weight", gated));
            }
        }

        return Times(model, shape.Tied ? "token_embd.weight" : "output.weight", Norm(model, "output_norm.weight", stream[^1]));
    }

    private static double[] Attend(SyntheticShape shape, double[] query, double[][] keys, double[][] values)
    {
        double[] mixed = new double[query.Length];
        int group = shape.Heads / shape.KeyValueHeads;
        for (int head = 0; head < shape.Heads; head++)
        {
            int q = head * shape.HeadSize, kv = head / group * shape.HeadSize;
            double[] weights = [.. keys.Select(key => Math.Exp(
                Enumerable.Range(0, shape.HeadSize).Sum(i => query[q + i] * key[kv + i]) / Math.Sqrt(shape.HeadSize)))];
            double total = weights.Sum();
            for (int i = 0; i < shape.HeadSize; i++)
            {
                mixed[q + i] = values.Select((value, p) => weights[p] / total * value[kv + i]).Sum();
            }
        }

        return mixed;
    }

    private static double[] Rotate(SyntheticShape shape, double[] heads, int position)
    {
        double[] rotated = [.. heads];
        for (int head = 0; head < heads.Length; head += shape.HeadSize)
        {
            for (int i = 0; i < shape.RopeSize; i += 2)
            {
                double angle = position * Math.Pow(shape.RopeBase, -(double)i / shape.RopeSize);
                (double a, double b) = (heads[head + i], heads[head + i + 1]);
                rotated[head + i] = (a * Math.Cos(angle)) - (b * Math.Sin(angle));
                rotated[head + i + 1] = (a * Math.Sin(angle)) + (b * Math.Cos(angle));
            }
        }

        return rotated;
    }

    private static double[] Norm(SyntheticModel model, string name, double[] x)
    {
        double scale = 1 / Math.Sqrt(x.Average(v => v * v) + model.Shape.Epsilon);
        return [.. x.Select((v, i) => v * scale * At(model, name, 0, i))];
    }

    private static double[] Times(SyntheticModel model, string name, double[] x) =>
        [.. Enumerable.Range(0, model.Tensors[name].Rows).Select(row => x.Select((v, column) => v * At(model, name, row, column)).Sum())];

    private static double[] Plus(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double At(SyntheticModel model, string name, int row, int column) =>
        model.Tensors[name].Values[(row * model.Tensors[name].Columns) + column];
}
