using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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
    private const int HalfBytes = 2;

    /// <param name="type">How the row is stored.</param>
    /// <param name="source">First byte of the row.</param>
    /// <param name="destination">Receives the row's values.</param>
    /// <param name="length">Values in the row; whole blocks for the quantised types.</param>
    public static void Decode(GgufTensorType type, byte* source, float* destination, int length)
    {
        switch (type)
        {
            case GgufTensorType.F32:
                Buffer.MemoryCopy(source, destination, (long)length * sizeof(float), (long)length * sizeof(float));
                break;
            case GgufTensorType.F16:
                DecodeHalf((ushort*)source, destination, length);
                break;
            case GgufTensorType.Q8_0:
                DecodeQ8(source, destination, null, length);
                break;
            case GgufTensorType.Q4_0:
                DecodeQ4(source, destination, null, length);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a known tensor type.");
        }
    }

    /// <summary>Takes a quantised row apart.</summary>
    /// <param name="type">How the row is stored: a quantised type.</param>
    /// <param name="source">First byte of the row.</param>
    /// <param name="steps">Receives the whole numbers that the scales multiply.</param>
    /// <param name="scales">Receives one scale for 32 values.</param>
    /// <param name="length">Values in the row, whole blocks.</param>
    public static void DecodeSteps(GgufTensorType type, byte* source, float* steps, float* scales, int length)
    {
        switch (type)
        {
            case GgufTensorType.Q8_0:
                DecodeQ8(source, steps, scales, length);
                break;
            case GgufTensorType.Q4_0:
                DecodeQ4(source, steps, scales, length);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "Not a quantised tensor type.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeHalf(ushort* source, float* destination, int length)
    {
        int i = 0;
        for (; i + Vector128<ushort>.Count <= length; i += Vector128<ushort>.Count)
        {
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Load(source + i));
            Widen(low).Store(destination + i);
            Widen(high).Store(destination + i + Vector128<uint>.Count);
        }

        for (; i < length; i++)
        {
            destination[i] = (float)BitConverter.UInt16BitsToHalf(source[i]);
        }
    }

    /// <summary>F16 bits to numbers: moved into place, then scaled from F16's exponents to F32's, which is exact for subnormal ones too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen(Vector128<uint> half)
    {
        Vector128<uint> sign = (half & Vector128.Create(0x8000u)) << 16, magnitude = (half & Vector128.Create(0x7FFFu)) << 13;
        Vector128<float> value = magnitude.AsSingle() * Vector128.Create(5.192296858534828e33f);
        Vector128<uint> special = Vector128.GreaterThanOrEqual(magnitude, Vector128.Create(0x0F80_0000u)) & Vector128.Create(0x7F80_0000u);
        return (value.AsUInt32() | special | sign).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeQ8(byte* source, float* destination, float* scales, int length)
    {
        for (int i = 0; i < length; i += Block, source += HalfBytes + Block)
        {
            Vector128<float> scale = Scale(source, scales, i);
            Scaled(Vector128.Load((sbyte*)(source + HalfBytes)), scale, destination + i);
            Scaled(Vector128.Load((sbyte*)(source + HalfBytes + Vector128<sbyte>.Count)), scale, destination + i + Vector128<sbyte>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DecodeQ4(byte* source, float* destination, float* scales, int length)
    {
        Vector128<byte> nibble = Vector128.Create((byte)0xF);
        Vector128<sbyte> middle = Vector128.Create((sbyte)8);
        for (int i = 0; i < length; i += Block, source += HalfBytes + (Block / 2))
        {
            Vector128<float> scale = Scale(source, scales, i);
            Vector128<byte> quants = Vector128.Load(source + HalfBytes);
            Scaled((quants & nibble).AsSByte() - middle, scale, destination + i);
            Scaled(((quants >>> 4) & nibble).AsSByte() - middle, scale, destination + i + (Block / 2));
        }
    }

    /// <summary>What a block's whole numbers are multiplied with: 1 where scales are stored apart.</summary>
    private static Vector128<float> Scale(byte* block, float* scales, int at)
    {
        float scale = (float)Unsafe.ReadUnaligned<Half>(block);
        if (scales == null)
        {
            return Vector128.Create(scale);
        }

        scales[at / Block] = scale;
        return Vector128<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scaled(Vector128<sbyte> quants, Vector128<float> scale, float* destination)
    {
        (Vector128<short> low, Vector128<short> high) = Vector128.Widen(quants);
        (Vector128<int> q0, Vector128<int> q1) = Vector128.Widen(low);
        (Vector128<int> q2, Vector128<int> q3) = Vector128.Widen(high);
        (Vector128.ConvertToSingle(q0) * scale).Store(destination);
        (Vector128.ConvertToSingle(q1) * scale).Store(destination + 4);
        (Vector128.ConvertToSingle(q2) * scale).Store(destination + 8);
        (Vector128.ConvertToSingle(q3) * scale).Store(destination + 12);
    }
}
