using System.Buffers.Binary;
using LlmNotebooks.Gguf.Format;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Turns stored rows into numbers.</summary>
/// <remarks>
/// Q8_0: blocks of 32, an F16 scale d and 32 signed bytes q; value d·q. Q4_0: blocks of 32, an F16 scale d and 16 bytes whose low halves
/// are the values 0 to 15 and whose high halves the values 16 to 31; value d·(q − 8). From ggml-common.h and ggml-quants.c of llama.cpp.
/// </remarks>
internal static unsafe class RowDecoder
{
    private const int Block = 32;

    /// <param name="type">How the row is stored.</param>
    /// <param name="source">First byte of the row.</param>
    /// <param name="destination">Receives the row's values; its length is the row's.</param>
    public static void Decode(GgufTensorType type, byte* source, Span<float> destination)
    {
        switch (type)
        {
            case GgufTensorType.F32:
                new ReadOnlySpan<float>(source, destination.Length).CopyTo(destination);
                break;
            case GgufTensorType.F16:
                System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(source, destination.Length), destination);
                break;
            case GgufTensorType.Q8_0:
                for (int i = 0; i < destination.Length; i += Block, source += sizeof(Half) + Block)
                {
                    float scale = Scale(source);
                    sbyte* quants = (sbyte*)(source + sizeof(Half));
                    for (int j = 0; j < Block; j++)
                    {
                        destination[i + j] = scale * quants[j];
                    }
                }

                break;
            case GgufTensorType.Q4_0:
                for (int i = 0; i < destination.Length; i += Block, source += sizeof(Half) + (Block / 2))
                {
                    float scale = Scale(source);
                    byte* quants = source + sizeof(Half);
                    for (int j = 0; j < Block / 2; j++)
                    {
                        destination[i + j] = scale * ((quants[j] & 0xF) - 8);
                        destination[i + j + (Block / 2)] = scale * ((quants[j] >> 4) - 8);
                    }
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a known tensor type.");
        }
    }

    private static float Scale(byte* block) => (float)BinaryPrimitives.ReadHalfLittleEndian(new ReadOnlySpan<byte>(block, sizeof(Half)));
}
