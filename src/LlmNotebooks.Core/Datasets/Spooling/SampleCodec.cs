using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Spooling;

/// <summary>Samples as bytes and back, exactly: texts character by character, metadata as its JSON was written.</summary>
internal sealed class SampleCodec
{
    private readonly SpoolNames _categories = new();
    private readonly SpoolNames _clusters = new();
    private readonly SpoolNames _templates = new();
    private readonly SpoolNames _keys = new();

    public void Write(Sample sample, SpoolWriter writer)
    {
        writer.Text(sample.Id);
        writer.Text(sample.Input);
        writer.Texts(sample.References);
        writer.Texts(sample.Choices);
        writer.Name(sample.Category, _categories);
        writer.Name(sample.Cluster, _clusters);
        writer.Name(sample.Template, _templates);
        writer.Number(sample.History.Count);
        foreach (Message message in sample.History)
        {
            writer.Number((int)message.Role);
            writer.Text(message.Text);
        }

        writer.Number(sample.Metadata.Count);
        foreach ((string key, JsonElement value) in sample.Metadata)
        {
            writer.Name(key, _keys);
            writer.Bytes(JsonMarshal.GetRawUtf8Value(value));
        }
    }

    public Sample Read(ReadOnlySpan<byte> bytes)
    {
        SpoolReader reader = new(bytes);
        return new Sample(reader.Text(), reader.Text())
        {
            References = reader.Texts(),
            Choices = reader.Texts(),
            Category = reader.Name(_categories),
            Cluster = reader.Name(_clusters),
            Template = reader.Name(_templates),
            History = History(ref reader),
            Metadata = Metadata(ref reader),
        };
    }

    private static Message[] History(ref SpoolReader reader)
    {
        int count = reader.Number();
        if (count == 0) { return []; }
        Message[] history = new Message[count];
        for (int i = 0; i < count; i++) { history[i] = new Message((MessageRole)reader.Number(), reader.Text()); }
        return history;
    }

    private IReadOnlyDictionary<string, JsonElement> Metadata(ref SpoolReader reader) =>
        reader.Number() is var count && count > 0 ? new SpooledMetadata(count, reader.Rest.ToArray(), _keys) : FrozenDictionary<string, JsonElement>.Empty;
}
