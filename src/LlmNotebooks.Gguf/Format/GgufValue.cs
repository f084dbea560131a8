using System.Runtime.InteropServices;

namespace LlmNotebooks.Gguf.Format;

/// <summary>Where a metadata value lies; its bytes are read when they are asked for, so that a header costs no more than its keys.</summary>
/// <param name="Type">Type of the value.</param>
/// <param name="Offset">Byte offset of the value; of the first element for an array.</param>
/// <param name="ElementType">Type of an array's elements.</param>
/// <param name="Count">Number of an array's elements.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GgufValue(GgufValueType Type, long Offset, GgufValueType ElementType = default, long Count = 0);
