using CsCheck;
using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Tests.Synthetic;

namespace LlmNotebooks.Gguf.Tests.Format;

/// <summary>Damaged copies of real files load, or fail with the one exception, without taking more memory than the file warrants.</summary>
public sealed class GgufFuzzTests
{
    private const int HeaderBytes = 10_200; // the shipped files' metadata and tensor entries

    private static readonly byte[] Original = File.ReadAllBytes(Repository.PathOf("data", "models", "skills-pico-f16.gguf"));

    /// <summary>Numbers that break careless arithmetic, and small ones.</summary>
    private static readonly Gen<ulong> Numbers = Gen.OneOf(
        Gen.Const(0UL),
        Gen.Const(1UL),
        Gen.Const(0x7FFF_FFFFUL),
        Gen.Const(0x8000_0000UL),
        Gen.Const(1UL << 62),
        Gen.Const(1UL << 63),
        Gen.Const(ulong.MaxValue),
        Gen.ULong,
        Gen.ULong[0, 64]);

    private static readonly Gen<Action<byte[]>> Mutation = Gen.OneOf(
        Gen.Select(Gen.Int[0, HeaderBytes], Gen.Byte, (at, value) => (Action<byte[]>)(file => file[at] = value)),
        Gen.Select(Gen.Int[0, HeaderBytes], Gen.Int[0, 7], (at, bit) => (Action<byte[]>)(file => file[at] ^= (byte)(1 << bit))),
        Gen.Select(Gen.Int[0, HeaderBytes], Numbers, (at, value) => (Action<byte[]>)(file => BitConverter.TryWriteBytes(file.AsSpan(at), value))),
        Gen.Select(Gen.Int[0, HeaderBytes], Numbers, (at, value) => (Action<byte[]>)(file => BitConverter.TryWriteBytes(file.AsSpan(at), (uint)value))),
        Gen.Select(Gen.Int[0, HeaderBytes], Gen.Int[0, HeaderBytes], Gen.Int[1, 64], (from, to, length) =>
            (Action<byte[]>)(file => file.AsSpan(from, length).ToArray().CopyTo(file.AsSpan(to)))));

    private static readonly Gen<byte[]> Damaged =
        from mutations in Mutation.Array[1, 4]
        from length in Gen.Frequency((4, Gen.Const(Original.Length)), (1, Gen.Int[0, Original.Length]))
        select Mutate(mutations, length);

    [Fact]
    public void A_damaged_file_loads_or_fails_with_the_one_exception()
    {
        long most = 16L * Original.Length;

        Damaged.Sample(
            content =>
            {
                using TemporaryFile path = new(content);
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    GgufModel.Load(path.Path);
                }
                catch (GgufFormatException error)
                {
                    Assert.NotEmpty(error.Message);
                }

                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
            },
            seed: "0001gguffuzz",
            iter: 1_000,
            threads: 1);
    }

    [Fact]
    public void A_file_cut_anywhere_in_its_header_fails_with_the_one_exception()
    {
        Gen.Int[0, HeaderBytes].Sample(
            length =>
            {
                using TemporaryFile path = new(Original[..length]);
                Assert.Throws<GgufFormatException>(() => GgufModel.Load(path.Path));
            },
            seed: "0001ggufcuts",
            iter: 300,
            threads: 1);
    }

    private static byte[] Mutate(Action<byte[]>[] mutations, int length)
    {
        byte[] file = [.. Original];
        Array.ForEach(mutations, mutate => mutate(file));
        return file[..length];
    }
}
