using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace LlmNotebooks.Gguf.Numerics;

/// <summary>Rounds activations as llama.cpp does before a product.</summary>
internal static unsafe class ActivationRounding
{
    private const int Block = 32;

    /// <summary>Rounds rows of <paramref name="length"/> values; to bytes, a length of whole blocks of 32.</summary>
    public static void Round(float* source, float* destination, int length, ActivationPrecision precision)
    {
        switch (precision)
        {
            case ActivationPrecision.Half:
                RoundToHalf(source, destination, length);
                break;
            case ActivationPrecision.Block8:
                RoundToBytes(source, destination, length);
                break;
            default:
                new ReadOnlySpan<float>(source, length).CopyTo(new Span<float>(destination, length));
                break;
        }
    }

    private static void RoundToHalf(float* source, float* destination, int length)
    {
        const int Chunk = 256;
        Half* halves = stackalloc Half[Chunk];
        for (int i = 0; i < length; i += Chunk)
        {
            Span<Half> rounded = new(halves, Math.Min(Chunk, length - i));
            TensorPrimitives.ConvertToHalf(new ReadOnlySpan<float>(source + i, rounded.Length), rounded);
            TensorPrimitives.ConvertToSingle(rounded, new Span<float>(destination + i, rounded.Length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RoundToBytes(float* source, float* destination, int length)
    {
        for (int i = 0; i < length; i += Block)
        {
            float most = 0;
            for (int j = 0; j < Block; j++)
            {
                most = MathF.Max(most, MathF.Abs(source[i + j]));
            }

            float scale = (float)(Half)(most / sbyte.MaxValue), inverse = most == 0 ? 0 : sbyte.MaxValue / most;
            for (int j = 0; j < Block; j++)
            {
                destination[i + j] = MathF.Round(source[i + j] * inverse) * scale;
            }
        }
    }
}
