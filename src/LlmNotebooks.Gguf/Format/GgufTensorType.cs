namespace LlmNotebooks.Gguf.Format;

/// <summary>Storage types of tensors that this engine reads, numbered as in the file.</summary>
internal enum GgufTensorType : uint
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
}
