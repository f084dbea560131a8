using LlmNotebooks.Gguf.Format;
using LlmNotebooks.Gguf.Tests.Synthetic;

namespace LlmNotebooks.Gguf.Tests.Format;

public sealed class GgufHeaderTests
{
    private const uint F32 = 0, F16 = 1, Q4 = 2, Q8 = 8;

    [Fact]
    public void Every_type_of_value_is_read_back()
    {
        using TemporaryFile path = new(new GgufWriter()
            .Key("u8", 0, w => w.Write((byte)200))
            .Key("i8", 1, w => w.Write((sbyte)-100))
            .Key("u16", 2, w => w.Write((ushort)60_000))
            .Key("i16", 3, w => w.Write((short)-30_000))
            .Key("u32", 4, w => w.Write(4_000_000_000u))
            .Key("i32", 5, w => w.Write(-2_000_000_000))
            .Key("f32", 6, w => w.Write(1.5f))
            .Key("true", 7, w => w.Write(true))
            .Key("false", 7, w => w.Write(false))
            .Key("text", 8, w => GgufWriter.Text(w, "größer"))
            .Key("u64", 10, w => w.Write(9_000_000_000_000_000_000ul))
            .Key("i64", 11, w => w.Write(-9_000_000_000_000_000_000L))
            .Key("f64", 12, w => w.Write(Math.PI))
            .List("texts", 8, ["a", "", "ü"], GgufWriter.Text)
            .List("ints", 5, [3, -4], (w, x) => w.Write(x))
            .List("reals", 6, [0.25f, -8f], (w, x) => w.Write(x))
            .List("nested", 9, [new[] { "x", "y" }, []], (w, inner) =>
            {
                w.Write(8u);
                w.Write((ulong)inner.Length);
                Array.ForEach(inner, s => GgufWriter.Text(w, s));
            })
            .ToArray());

        using GgufFile file = GgufFile.Open(path.Path);

        Assert.Equal(200, file.Integer("u8"));
        Assert.Equal(-100, file.Integer("i8"));
        Assert.Equal(60_000, file.Integer("u16"));
        Assert.Equal(-30_000, file.Integer("i16"));
        Assert.Equal(4_000_000_000, file.Integer("u32"));
        Assert.Equal(-2_000_000_000, file.Integer("i32"));
        Assert.Equal(1.5, file.Real("f32"));
        Assert.True(file.Truth("true"));
        Assert.False(file.Truth("false"));
        Assert.Equal("größer", file.Text("text"));
        Assert.Equal(9_000_000_000_000_000_000, file.Integer("u64"));
        Assert.Equal(-9_000_000_000_000_000_000, file.Integer("i64"));
        Assert.Equal(Math.PI, file.Real("f64"));
        Assert.Equal(["a"u8.ToArray(), [], "ü"u8.ToArray()], file.Strings("texts"));
        Assert.Equal([3, -4], file.Integers("ints")!);
        Assert.Equal([0.25f, -8f], file.Reals("reals")!);
        Assert.Equal(2, file.Header.Metadata["nested"].Count);
        Assert.Null(file.Integer("absent"));
        Assert.Null(file.Strings("absent"));
    }

    [Fact]
    public unsafe void Tensors_lie_where_the_file_says()
    {
        byte[] first = [.. Enumerable.Range(0, 12).Select(i => (byte)i)], second = [.. Enumerable.Range(100, 68).Select(i => (byte)i)];
        using TemporaryFile path = new(new GgufWriter(alignment: 64)
            .Number("general.alignment", 64)
            .Tensor("a", F32, [3], first)
            .Tensor("b", Q8, [32, 1, 2], second)
            .ToArray());

        using GgufFile file = GgufFile.Open(path.Path);
        GgufTensor a = file.Header.Tensors["a"], b = file.Header.Tensors["b"];

        Assert.Equal((3, 1, 1, 12), (a.Columns, a.Rows, a.Dimensions, a.RowBytes));
        Assert.Equal((32, 2, 3, 34), (b.Columns, b.Rows, b.Dimensions, b.RowBytes));
        Assert.Equal(first, new ReadOnlySpan<byte>(file.Data(a), first.Length));
        Assert.Equal(second, new ReadOnlySpan<byte>(file.Data(b), second.Length));
    }

    public static TheoryData<string, byte[], string> Damaged() => new()
    {
        { "empty", [], "empty" },
        { "ten bytes", new byte[10], "10 bytes" },
        { "magic", new GgufWriter().ToArray(magic: 0x12345678), "0x12345678" },
        { "version", new GgufWriter().ToArray(version: 2), "version 2" },
        { "big-endian", new GgufWriter().ToArray(version: 0x03000000), "big-endian" },
        { "tensor count", new GgufWriter().ToArray(tensors: 1UL << 63), "9223372036854775808 tensors" },
        { "key count", new GgufWriter().ToArray(keys: 1UL << 63), "9223372036854775808 metadata keys" },
        { "one key too many", new GgufWriter().Number("a", 1).Number("bbbbbbbbbbbbbbbb", 1).ToArray(keys: 3), "at byte" },
        { "key's length", new GgufWriter().Key("k", 4, w => w.Write(ulong.MaxValue)).Key("l", 4, w => w.Write(1)).ToArray(), "claims" },
        { "value type", new GgufWriter().Key("odd", 13, w => w.Write(1L)).ToArray(), "value type 13" },
        { "text's length", new GgufWriter().Key("text", 8, w => w.Write(1UL << 62)).ToArray(), "claims 4611686018427387904 bytes" },
        { "array's length", new GgufWriter().Key("list", 9, w => Head(w, 10, 1UL << 61)).ToArray(), "claims 2305843009213693952 elements" },
        { "array of arrays", new GgufWriter().Key("list", 9, w => Head(w, 9, ulong.MaxValue)).ToArray(), "claims 18446744073709551615 elements" },
        { "deep nesting", new GgufWriter().Key("list", 9, w => Nest(w, 100)).ToArray(), "nested deeper" },
        { "truth value", new GgufWriter().Key("flag", 7, w => w.Write((byte)2)).Number("after", 1).ToArray(), "truth value is 2" },
        { "key twice", new GgufWriter().Number("same", 1).Number("same", 2).ToArray(), "'same'" },
        { "no key", new GgufWriter().Number("", 1).Number("padding.padding", 2).ToArray(), "0 bytes" },
        { "alignment 0", new GgufWriter().Number("general.alignment", 0).ToArray(), "alignment is 0" },
        { "alignment 24", new GgufWriter().Number("general.alignment", 24).ToArray(), "alignment is 24" },
        { "alignment text", new GgufWriter().Text("general.alignment", "32").ToArray(), "type String" },
        { "tensor twice", new GgufWriter().Tensor("t", F32, [1], new byte[4]).Tensor("t", F32, [1], new byte[4]).ToArray(), "'t'" },
        { "tensor type", new GgufWriter().Tensor("t", 14, [256], new byte[210]).ToArray(), "tensor type 14" },
        { "no dimension", new GgufWriter().Tensor("t", F32, [], new byte[64]).ToArray(), "0 dimensions" },
        { "5 dimensions", new GgufWriter().Tensor("t", F32, [1, 1, 1, 1, 1], new byte[64]).ToArray(), "5 dimensions" },
        { "dimension 0", new GgufWriter().Tensor("t", F32, [4, 0], new byte[64]).ToArray(), "dimension 1 is 0" },
        { "dimension of 2^63", new GgufWriter().Tensor("t", F32, [1UL << 63], new byte[64]).ToArray(), "dimension 0 is 9223372036854775808" },
        { "overflow", new GgufWriter().Tensor("t", F32, [1UL << 32, 1UL << 32], new byte[64]).ToArray(), "overflow" },
        { "overflow of bytes", new GgufWriter().Tensor("t", F32, [1UL << 62], new byte[64]).ToArray(), "overflow" },
        { "half a block", new GgufWriter().Tensor("t", Q4, [40], new byte[64]).ToArray(), "whole blocks of 32" },
        { "crooked offset", new GgufWriter().Tensor("t", F16, [4], new byte[64], offset: 4).ToArray(), "multiple of the alignment 32" },
        { "far offset", new GgufWriter().Tensor("t", F16, [4], new byte[64], offset: 1UL << 40).ToArray(), "end behind the file" },
        { "offset of 2^63", new GgufWriter().Tensor("t", F16, [4], new byte[64], offset: 1UL << 63).ToArray(), "outside of the file" },
        { "data cut", new GgufWriter().Tensor("t", F32, [100], new byte[64]).ToArray(), "400 bytes" },
        { "long tensor name", new GgufWriter().Tensor(new string('n', 65), F32, [1], new byte[64]).ToArray(), "65 bytes" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damage_is_named(string what, byte[] content, string expected)
    {
        using TemporaryFile path = new(content);

        GgufFormatException error = Assert.Throws<GgufFormatException>(() => GgufFile.Open(path.Path));

        Assert.True(error.Message.Contains(expected, StringComparison.Ordinal), $"{what}: '{error.Message}' does not say '{expected}'");
        Assert.True(error.Offset is not null || error.Item is not null, $"{what}: '{error.Message}' does not say where");
    }

    [Fact]
    public void A_value_of_another_type_is_named()
    {
        using TemporaryFile path = new(new GgufWriter().Text("key", "text").List("list", 5, [1], (w, x) => w.Write(x)).ToArray());
        using GgufFile file = GgufFile.Open(path.Path);

        Assert.All(
            (Action[])[() => file.Integer("key"), () => file.Real("key"), () => file.Truth("key"), () => file.Text("list"), () => file.Strings("list"), () => file.Reals("list"), () => file.Integers("key")],
            read => Assert.Contains("is needed", Assert.Throws<GgufFormatException>(read).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_file_is_the_system_s_error() =>
        Assert.Throws<FileNotFoundException>(() => GgufModel.Load(Path.Combine(Path.GetTempPath(), "no-such-model.gguf")));

    private static void Head(BinaryWriter writer, uint elementType, ulong count)
    {
        writer.Write(elementType);
        writer.Write(count);
    }

    private static void Nest(BinaryWriter writer, int levels)
    {
        for (int i = 0; i < levels; i++)
        {
            Head(writer, 9, 1);
        }

        Head(writer, 4, 0);
    }
}
