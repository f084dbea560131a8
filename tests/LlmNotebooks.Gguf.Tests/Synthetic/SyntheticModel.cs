using System.Globalization;
using LlmNotebooks.Gguf.Tokenization;

namespace LlmNotebooks.Gguf.Tests.Synthetic;

/// <summary>A model with random F32 weights, as a GGUF file and as numbers for <see cref="ReferenceLlama"/>.</summary>
internal sealed class SyntheticModel
{
    public const int Unknown = 0, Bos = 1, Eos = 2, FirstByte = 3, UserDefined = 263;

    private static readonly (string Text, float Score, TokenKind Kind)[] Vocabulary =
    [
        ("<unk>", 0, TokenKind.Unknown), ("<s>", 0, TokenKind.Control), ("</s>", 0, TokenKind.Control),
        .. Enumerable.Range(0, 256).Select(b => (string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"), 0f, TokenKind.Byte)),
        ("a", -4, TokenKind.Normal), ("b", -5, TokenKind.Normal), ("ab", -3, TokenKind.Normal), ("ba", -2, TokenKind.Normal),
        ("[user]", 0, TokenKind.UserDefined), ("\u2581", -6, TokenKind.Normal), ("\u2581a", -1, TokenKind.Normal), ("ü", -7, TokenKind.Normal),
        ("aba", -1.5f, TokenKind.Normal),
    ];

    private readonly Random _random;

    public SyntheticModel(SyntheticShape shape, int seed)
    {
        Shape = shape;
        _random = new Random(seed);
        int queries = shape.Heads * shape.HeadSize, keys = shape.KeyValueHeads * shape.HeadSize;
        Add("token_embd.weight", Vocabulary.Length, shape.Embedding, 1);
        Norm("output_norm.weight");
        if (!shape.Tied)
        {
            Add("output.weight", Vocabulary.Length, shape.Embedding);
        }

        for (int i = 0; i < shape.Layers; i++)
        {
            string block = $"blk.{i}.";
            Norm(block + "attn_norm.weight");
            Add(block + "attn_q.weight", queries, shape.Embedding, 2); // peaked attention, so that a wrong position or head shows
            Add(block + "attn_k.weight", keys, shape.Embedding, 2);
            Add(block + "attn_v.weight", keys, shape.Embedding);
            Add(block + "attn_output.weight", shape.Embedding, queries);
            Norm(block + "ffn_norm.weight");
            Add(block + "ffn_gate.weight", shape.FeedForward, shape.Embedding);
            Add(block + "ffn_up.weight", shape.FeedForward, shape.Embedding);
            Add(block + "ffn_down.weight", shape.Embedding, shape.FeedForward);
        }
    }

    public static int VocabularySize => Vocabulary.Length;

    public SyntheticShape Shape { get; }

    /// <summary>Tensors by name; rows of values.</summary>
    public Dictionary<string, (int Rows, int Columns, float[] Values)> Tensors { get; } = [];

    /// <summary>The file, with metadata changed or added to by <paramref name="extra"/>, and without the keys and tensors in <paramref name="without"/>.</summary>
    public byte[] ToFile(Action<GgufWriter>? extra = null, params string[] without)
    {
        GgufWriter writer = new();
        foreach ((string key, Action<GgufWriter> write) in Metadata())
        {
            if (!without.Contains(key))
            {
                write(writer);
            }
        }

        extra?.Invoke(writer);
        foreach ((string name, (int rows, int columns, float[] values)) in Tensors)
        {
            if (!without.Contains(name))
            {
                byte[] data = new byte[values.Length * sizeof(float)];
                Buffer.BlockCopy(values, 0, data, 0, data.Length);
                bool vector = name.EndsWith("norm.weight", StringComparison.Ordinal);
                writer.Tensor(name, 0, vector ? [(ulong)columns] : [(ulong)columns, (ulong)rows], data);
            }
        }

        return writer.ToArray();
    }

    private List<(string Key, Action<GgufWriter> Write)> Metadata()
    {
        List<(string Key, Action<GgufWriter> Write)> metadata = [];
        Text("general.architecture", "llama");
        Number("llama.context_length", Shape.Context);
        Number("llama.embedding_length", Shape.Embedding);
        Number("llama.block_count", Shape.Layers);
        Number("llama.feed_forward_length", Shape.FeedForward);
        Number("llama.attention.head_count", Shape.Heads);
        Number("llama.attention.head_count_kv", Shape.KeyValueHeads);
        Number("llama.attention.key_length", Shape.HeadSize);
        Number("llama.attention.value_length", Shape.HeadSize);
        Number("llama.rope.dimension_count", Shape.RopeSize);
        Real("llama.rope.freq_base", Shape.RopeBase);
        Real("llama.attention.layer_norm_rms_epsilon", Shape.Epsilon);
        Text("tokenizer.ggml.model", "llama");
        metadata.Add(("tokenizer.ggml.tokens", w => w.List("tokenizer.ggml.tokens", GgufWriter.String, Vocabulary, (b, v) => GgufWriter.Text(b, v.Text))));
        metadata.Add(("tokenizer.ggml.scores", w => w.List("tokenizer.ggml.scores", GgufWriter.Float32, Vocabulary, (b, v) => b.Write(v.Score))));
        metadata.Add(("tokenizer.ggml.token_type", w => w.List("tokenizer.ggml.token_type", GgufWriter.Int32, Vocabulary, (b, v) => b.Write((int)v.Kind))));
        Number("tokenizer.ggml.unknown_token_id", Unknown);
        Number("tokenizer.ggml.bos_token_id", Bos);
        Number("tokenizer.ggml.eos_token_id", Eos);
        return metadata;

        void Text(string key, string value) => metadata.Add((key, w => w.Text(key, value)));
        void Number(string key, int value) => metadata.Add((key, w => w.Number(key, (uint)value)));
        void Real(string key, float value) => metadata.Add((key, w => w.Real(key, value)));
    }

    private void Add(string name, int rows, int columns, double gain = 1)
    {
        double scale = gain / Math.Sqrt(columns);
        Tensors[name] = (rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => (float)(Normal() * scale))]);
    }

    private void Norm(string name) =>
        Tensors[name] = (1, Shape.Embedding, [.. Enumerable.Range(0, Shape.Embedding).Select(_ => (float)(1 + (0.1 * Normal())))]);

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
