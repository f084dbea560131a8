using LlmNotebooks.Gguf.Format;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>The sizes and constants of a llama model, read from the metadata and checked.</summary>
internal sealed record LlamaShape
{
    private const string Architecture = "llama";
    private const int LargestSize = 1 << 20;

    public required int Layers { get; init; }

    public required int Embedding { get; init; }

    public required int FeedForward { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    /// <summary>Leading values of a head that are rotated.</summary>
    public required int RopeSize { get; init; }

    public required double RopeBase { get; init; }

    public required float NormEpsilon { get; init; }

    public required int ContextLength { get; init; }

    /// <exception cref="GgufFormatException">A size is missing or impossible, or the model asks for something this engine does not do.</exception>
    public static LlamaShape Read(GgufFile file)
    {
        const string ArchitectureKey = "general.architecture";
        string architecture = file.Text(ArchitectureKey) ?? throw new GgufFormatException("the key is missing", null, ArchitectureKey);
        if (architecture != Architecture)
        {
            throw new GgufFormatException($"architecture '{architecture}' is not supported, only '{Architecture}' is", null, ArchitectureKey);
        }

        RefuseUnsupported(file);
        int embedding = Size(file, "embedding_length"), heads = Size(file, "attention.head_count");
        int keyValueHeads = Size(file, "attention.head_count_kv", heads);
        if (heads % keyValueHeads != 0)
        {
            throw new GgufFormatException($"{heads} heads cannot share {keyValueHeads} key and value heads evenly", null, Key("attention.head_count_kv"));
        }

        if (embedding % heads != 0 && file.Integer(Key("attention.key_length")) is null)
        {
            throw new GgufFormatException($"an embedding of {embedding} cannot be cut into {heads} heads", null, Key("attention.head_count"));
        }

        int headSize = Size(file, "attention.key_length", Math.Max(1, embedding / heads));
        if ((long)heads * headSize > LargestSize)
        {
            throw new GgufFormatException($"{heads} heads of {headSize} values are more than {LargestSize} together", null, Key("attention.head_count"));
        }

        int valueSize = Size(file, "attention.value_length", headSize);
        if (valueSize != headSize)
        {
            throw new GgufFormatException($"values of size {valueSize} beside keys of size {headSize} are not supported", null, Key("attention.value_length"));
        }

        int ropeSize = Size(file, "rope.dimension_count", headSize);
        if (ropeSize > headSize || ropeSize % 2 != 0)
        {
            throw new GgufFormatException($"{ropeSize} values of a head are to be rotated, an even number up to {headSize} is needed", null, Key("rope.dimension_count"));
        }

        return new LlamaShape
        {
            Layers = Size(file, "block_count"),
            Embedding = embedding,
            FeedForward = Size(file, "feed_forward_length"),
            Heads = heads,
            KeyValueHeads = keyValueHeads,
            HeadSize = headSize,
            RopeSize = ropeSize,
            RopeBase = Positive(file, "rope.freq_base", 10_000),
            NormEpsilon = (float)Positive(file, "attention.layer_norm_rms_epsilon", null),
            ContextLength = Size(file, "context_length"),
        };
    }

    private static void RefuseUnsupported(GgufFile file)
    {
        string scaling = file.Text(Key("rope.scaling.type")) ?? "none";
        if (scaling != "none")
        {
            throw new GgufFormatException($"RoPE scaling '{scaling}' is not supported", null, Key("rope.scaling.type"));
        }

        if (file.Real(Key("rope.scale_linear")) is double factor && factor != 1)
        {
            throw new GgufFormatException($"a linear RoPE scale of {factor} is not supported", null, Key("rope.scale_linear"));
        }

        foreach (string name in (string[])["expert_count", "attention.sliding_window"])
        {
            if (file.Integer(Key(name)) is long value and not 0)
            {
                throw new GgufFormatException($"a value of {value} is not supported, only 0 is", null, Key(name));
            }
        }
    }

    private static int Size(GgufFile file, string name, int? fallback = null)
    {
        long value = file.Integer(Key(name)) ?? fallback ?? throw new GgufFormatException("the key is missing", null, Key(name));
        return value is >= 1 and <= LargestSize
            ? (int)value
            : throw new GgufFormatException($"the value is {value}, 1 to {LargestSize} are allowed", null, Key(name));
    }

    private static double Positive(GgufFile file, string name, double? fallback)
    {
        double value = file.Real(Key(name)) ?? fallback ?? throw new GgufFormatException("the key is missing", null, Key(name));
        return value > 0 && double.IsFinite(value)
            ? value
            : throw new GgufFormatException($"the value is {value}, a positive number is needed", null, Key(name));
    }

    private static string Key(string name) => $"{Architecture}.{name}";
}
