using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>Hashes samples one after the other over one buffer.</summary>
internal sealed class SampleHasher : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    public SampleHasher() => _writer = new Utf8JsonWriter(_buffer);

    /// <summary>SHA-256 of the sample's canonical JSON, see <see cref="Sample.Hash"/>.</summary>
    public void Hash(Sample sample, Span<byte> hash)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        _writer.WriteString("id"u8, sample.Id);
        _writer.WriteString("input"u8, sample.Input);
        _writer.WriteString("target"u8, sample.Target);
        _writer.WriteString("category"u8, sample.Category);
        _writer.WriteString("cluster"u8, sample.Cluster);
        _writer.WriteString("template"u8, sample.Template);
        WriteMore(sample);
        _writer.WriteStartObject("metadata"u8);
        if (sample.Metadata.Count > 0)
        {
            foreach ((string key, JsonElement value) in sample.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                _writer.WritePropertyName(key);
                value.WriteTo(_writer);
            }
        }

        _writer.WriteEndObject();
        _writer.WriteEndObject();
        _writer.Flush();
        SHA256.HashData(_buffer.WrittenSpan, hash);
    }

    /// <summary>The same in 64 lower-case hexadecimal digits.</summary>
    public string Hash(Sample sample)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(sample, hash);
        return Convert.ToHexStringLower(hash);
    }

    // Only where there are any, so that samples without them keep the hash they always had.
    private void WriteMore(Sample sample)
    {
        if (sample.References.Count > 1) { WriteTexts("references", sample.References); }
        if (sample.History.Count > 0)
        {
            _writer.WriteStartArray("history"u8);
            foreach (Message message in sample.History)
            {
                _writer.WriteStartArray();
                _writer.WriteStringValue(message.Role.ToString().ToLowerInvariant());
                _writer.WriteStringValue(message.Text);
                _writer.WriteEndArray();
            }

            _writer.WriteEndArray();
        }

        if (sample.Choices.Count > 0) { WriteTexts("choices", sample.Choices); }
    }

    private void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        _writer.WriteStartArray(name);
        foreach (string text in texts) { _writer.WriteStringValue(text); }
        _writer.WriteEndArray();
    }

    public void Dispose() => _writer.Dispose();
}
