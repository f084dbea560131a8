using CsCheck;
using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Numerics;

namespace LlmNotebooks.Gguf.Tests.Numerics;

// Blocks as ggml-common.h of llama.cpp defines them: block_q8_0 { ggml_half d; int8_t qs[32]; }, value d·qs[j];
// block_q4_0 { ggml_half d; uint8_t qs[16]; }, value d·((qs[j] & 15) − 8) at j and d·((qs[j] >> 4) − 8) at j + 16.
public sealed unsafe class RowDecoderTests
{
    private const int Block = 32;

    [Fact]
    public void Every_half_is_its_number()
    {
        ushort[] bits = [.. Enumerable.Range(0, ushort.MaxValue + 1).Select(i => (ushort)i)];
        byte[] row = new byte[bits.Length * 2];
        Buffer.BlockCopy(bits, 0, row, 0, row.Length);

        float[] values = Decode(GgufTensorType.F16, row, bits.Length);

        Assert.All(bits, b => Assert.Equal((float)BitConverter.UInt16BitsToHalf(b), values[b]));
    }

    [Fact]
    public void Lengths_that_are_no_vectors_are_decoded_whole()
    {
        byte[] halves = [.. Enumerable.Range(0, 13).SelectMany(i => BitConverter.GetBytes((Half)i))];
        byte[] singles = [.. Enumerable.Range(0, 13).SelectMany(i => BitConverter.GetBytes((float)i))];
        float[] expected = [.. Enumerable.Range(0, 13).Select(i => (float)i)];

        Assert.Equal(expected, Decode(GgufTensorType.F16, halves, 13));
        Assert.Equal(expected, Decode(GgufTensorType.F32, singles, 13));
    }

    [Fact]
    public void Q8_0_is_scale_times_byte() => Gen.Select(Gen.Float[-2, 2], Gen.SByte.Array[Block]).Array[1, 4].Sample(blocks =>
    {
        byte[] row = [.. blocks.SelectMany(b => BitConverter.GetBytes((Half)b.Item1).Concat(b.Item2.Select(q => (byte)q)))];

        float[] expected = [.. blocks.SelectMany(b => b.Item2.Select(q => (float)(Half)b.Item1 * q))];
        Assert.Equal(expected, Decode(GgufTensorType.Q8_0, row, expected.Length));
    });

    [Fact]
    public void Q4_0_is_scale_times_half_a_byte_less_eight() => Gen.Select(Gen.Float[-2, 2], Gen.Byte.Array[Block / 2]).Array[1, 4].Sample(blocks =>
    {
        byte[] row = [.. blocks.SelectMany(b => BitConverter.GetBytes((Half)b.Item1).Concat(b.Item2))];

        float[] expected = [.. blocks.SelectMany(b => b.Item2.Select(q => q & 15).Concat(b.Item2.Select(q => q >> 4)).Select(q => (float)(Half)b.Item1 * (q - 8)))];
        Assert.Equal(expected, Decode(GgufTensorType.Q4_0, row, expected.Length));
    });

    [Fact]
    public void Steps_times_their_scale_are_the_values() =>
        Gen.Select(Gen.Float[-2, 2], Gen.Byte.Array[Block]).Array[1, 4].Sample(blocks =>
        {
            foreach ((GgufTensorType type, int bytes) in ((GgufTensorType, int)[])[(GgufTensorType.Q8_0, Block), (GgufTensorType.Q4_0, Block / 2)])
            {
                byte[] row = [.. blocks.SelectMany(b => BitConverter.GetBytes((Half)b.Item1).Concat(b.Item2.Take(bytes)))];
                float[] values = Decode(type, row, blocks.Length * Block), steps = new float[values.Length], scales = new float[blocks.Length];
                fixed (byte* source = row)
                fixed (float* s = steps, d = scales)
                {
                    RowDecoder.DecodeSteps(type, source, s, d, steps.Length);
                }

                Assert.Equal(blocks.Select(b => (float)(Half)b.Item1), scales);
                Assert.Equal(values, steps.Select((step, i) => step * scales[i / Block]));
            }
        });

    private static float[] Decode(GgufTensorType type, byte[] row, int length)
    {
        float[] values = new float[length];
        fixed (byte* source = row)
        fixed (float* destination = values)
        {
            RowDecoder.Decode(type, source, destination, length);
        }

        return values;
    }
}
