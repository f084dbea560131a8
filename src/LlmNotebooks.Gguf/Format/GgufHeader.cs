namespace LlmNotebooks.Gguf.Format;

/// <summary>What a header says, checked.</summary>
/// <param name="Metadata">Values by key.</param>
/// <param name="Tensors">Tensors by name, with offsets from the start of the file.</param>
internal sealed record GgufHeader(IReadOnlyDictionary<string, GgufValue> Metadata, IReadOnlyDictionary<string, GgufTensor> Tensors)
{
    /// <summary>The type of most weights that are multiplied; null where there are none.</summary>
    public string? Quantization => Tensors.Values.Where(tensor => tensor.Dimensions > 1).GroupBy(tensor => tensor.Type).MaxBy(type => type.Sum(tensor => tensor.Count))?.Key.ToString();
}
