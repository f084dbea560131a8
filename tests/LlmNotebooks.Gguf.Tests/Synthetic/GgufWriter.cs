using System.Text;

namespace LlmNotebooks.Gguf.Tests.Synthetic;

/// <summary>Writes GGUF v3 files byte by byte, well-formed ones and others.</summary>
internal sealed class GgufWriter
{
    public const uint Float32 = 6, String = 8, Array = 9, UInt32 = 4, Int32 = 5, Bool = 7;

    private readonly List<byte> _metadata = [];
    private readonly List<(byte[] Info, byte[] Data)> _tensors = [];
    private readonly uint _alignment;
    private long _offset;

    public GgufWriter(uint alignment = 32) => _alignment = alignment;

    public ulong Keys { get; private set; }

    public GgufWriter Key(string name, uint type, Action<BinaryWriter> value)
    {
        using MemoryStream entry = new();
        using BinaryWriter writer = new(entry);
        Text(writer, name);
        writer.Write(type);
        value(writer);
        _metadata.AddRange(entry.ToArray());
        Keys++;
        return this;
    }

    public GgufWriter Number(string name, uint value) => Key(name, UInt32, w => w.Write(value));

    public GgufWriter Real(string name, float value) => Key(name, Float32, w => w.Write(value));

    public GgufWriter Truth(string name, bool value) => Key(name, Bool, w => w.Write(value));

    public GgufWriter Text(string name, string value) => Key(name, String, w => Text(w, value));

    public GgufWriter List<T>(string name, uint elementType, IReadOnlyCollection<T> values, Action<BinaryWriter, T> write) => Key(name, Array, w =>
    {
        w.Write(elementType);
        w.Write((ulong)values.Count);
        foreach (T value in values)
        {
            write(w, value);
        }
    });

    /// <summary>A tensor; dimensions begin with the length of a row.</summary>
    public GgufWriter Tensor(string name, uint type, ulong[] dimensions, byte[] data, ulong? offset = null)
    {
        using MemoryStream info = new();
        using (BinaryWriter writer = new(info, Encoding.UTF8, leaveOpen: true))
        {
            Text(writer, name);
            writer.Write((uint)dimensions.Length);
            foreach (ulong dimension in dimensions)
            {
                writer.Write(dimension);
            }

            writer.Write(type);
            writer.Write(offset ?? (ulong)_offset);
        }

        _tensors.Add((info.ToArray(), data));
        _offset += Padded(data.Length);
        return this;
    }

    public byte[] ToArray(uint magic = 0x46554747, uint version = 3, ulong? tensors = null, ulong? keys = null)
    {
        using MemoryStream file = new();
        using BinaryWriter writer = new(file);
        writer.Write(magic);
        writer.Write(version);
        writer.Write(tensors ?? (ulong)_tensors.Count);
        writer.Write(keys ?? Keys);
        writer.Write([.. _metadata]);
        foreach ((byte[] info, _) in _tensors)
        {
            writer.Write(info);
        }

        foreach ((_, byte[] data) in _tensors)
        {
            Pad(writer);
            writer.Write(data);
        }

        Pad(writer);
        return file.ToArray();
    }

    public static void Text(BinaryWriter writer, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        writer.Write((ulong)bytes.Length);
        writer.Write(bytes);
    }

    private void Pad(BinaryWriter writer) => writer.Write(new byte[Padded(writer.BaseStream.Position) - writer.BaseStream.Position]);

    private long Padded(long length) => (length + _alignment - 1) / _alignment * _alignment;
}
