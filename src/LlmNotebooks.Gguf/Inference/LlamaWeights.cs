using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Inference;

/// <summary>All weights of a llama model, each tensor's shape checked against the metadata.</summary>
internal sealed unsafe class LlamaWeights
{
    /// <summary>Bytes that all matrices may take unpacked; larger models are multiplied from the mapped file.</summary>
    private const long MostUnpackedBytes = 16 << 20;

    private readonly GgufFile _file;
    private readonly HashSet<string> _unread;

    /// <exception cref="GgufFormatException">A tensor is missing, has the wrong shape, or is not one of the architecture's.</exception>
    public LlamaWeights(GgufFile file, LlamaShape shape, int vocabularySize, long mostUnpackedBytes = MostUnpackedBytes)
    {
        _file = file;
        NeedsFile = file.Header.Tensors.Values.Sum(UnpackedBytes) > mostUnpackedBytes;
        _unread = new HashSet<string>(file.Header.Tensors.Keys, StringComparer.Ordinal);
        Embedding = Matrix("token_embd.weight", vocabularySize, shape.Embedding);
        OutputNorm = Norm("output_norm.weight", shape.Embedding);
        Output = file.Header.Tensors.ContainsKey("output.weight")
            ? Matrix("output.weight", vocabularySize, shape.Embedding)
            : Embedding;
        int queries = shape.Heads * shape.HeadSize, keys = shape.KeyValueHeads * shape.HeadSize;
        Refuse(shape.Layers > file.Header.Tensors.Count, $"{shape.Layers} layers cannot lie in {file.Header.Tensors.Count} tensors", "llama.block_count");
        Layers = new LlamaLayer[shape.Layers];
        for (int i = 0; i < Layers.Length; i++)
        {
            string block = $"blk.{i}.";
            Layers[i] = new LlamaLayer(
                Norm(block + "attn_norm.weight", shape.Embedding),
                Matrix(block + "attn_q.weight", queries, shape.Embedding),
                Matrix(block + "attn_k.weight", keys, shape.Embedding),
                Matrix(block + "attn_v.weight", keys, shape.Embedding),
                Matrix(block + "attn_output.weight", shape.Embedding, queries),
                Norm(block + "ffn_norm.weight", shape.Embedding),
                Matrix(block + "ffn_gate.weight", shape.FeedForward, shape.Embedding),
                Matrix(block + "ffn_up.weight", shape.FeedForward, shape.Embedding),
                Matrix(block + "ffn_down.weight", shape.Embedding, shape.FeedForward));
        }

        string? strange = _unread.Order(StringComparer.Ordinal).FirstOrDefault();
        Refuse(strange is not null, "the tensor has no place in this architecture as it is supported here", strange ?? "");
    }

    /// <summary>Whether the file must stay mapped.</summary>
    public bool NeedsFile { get; }

    /// <summary>Numbers of work space that the products need.</summary>
    public int WorkspaceLength => Layers.SelectMany(layer => layer.Matrices).Append(Output).Max(matrix => matrix.WorkspaceLength);

    public WeightMatrix Embedding { get; }

    public LlamaLayer[] Layers { get; }

    public AlignedBuffer OutputNorm { get; }

    public WeightMatrix Output { get; }

    /// <summary>Bytes of a tensor in panels; a number that is only compared, so it may be rough for absurdly large ones.</summary>
    private static double UnpackedBytes(GgufTensor tensor) => ((double)tensor.Rows + Panels.Width - 1) * tensor.Columns * sizeof(float);

    private static void Refuse(bool condition, string reason, string item)
    {
        if (condition)
        {
            throw new GgufFormatException(reason, null, item);
        }
    }

    private WeightMatrix Matrix(string name, int rows, int columns)
    {
        GgufTensor tensor = Tensor(name, 2, rows, columns);
        return NeedsFile ? new MappedMatrix(_file, tensor)
            : tensor.Type is GgufTensorType.F32 or GgufTensorType.F16 ? new PackedMatrix(_file, tensor)
            : new BlockMatrix(_file, tensor);
    }

    private AlignedBuffer Norm(string name, int length)
    {
        GgufTensor tensor = Tensor(name, 1, 1, length);
        AlignedBuffer norm = new(Panels.Padded(length));
        RowDecoder.Decode(tensor.Type, _file.Data(tensor), norm.Pointer, length);
        return norm;
    }

    private GgufTensor Tensor(string name, int dimensions, int rows, int columns)
    {
        if (!_file.Header.Tensors.TryGetValue(name, out GgufTensor? tensor))
        {
            throw new GgufFormatException("the tensor is missing", null, name);
        }

        Refuse(
            tensor.Rows != rows || tensor.Columns != columns || tensor.Dimensions != dimensions,
            $"the tensor has {tensor.Rows} rows of {tensor.Columns} in {tensor.Dimensions} dimensions, {rows} of {columns} in {dimensions} are needed",
            name);
        _unread.Remove(name);
        return tensor;
    }
}
