using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmNotebooks.Datasets.Reading;

namespace LlmNotebooks.Datasets.Writing;

/// <summary>Samples as JSON lines that are read as the same samples.</summary>
internal static class JsonLinesWriter
{
    private const int Block = 1 << 16;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Metadata of these names would be read as something else.
    private static readonly HashSet<string> Known =
        new(new SampleReader(new DatasetFields(), new ProblemLog(string.Empty), fromCells: false).Names.Append(RowFields.Reserved), FieldNames.Alike);

    public static string Write(Dataset dataset)
    {
        ArrayBufferWriter<byte> buffer = new(Block);
        using Utf8JsonWriter json = new(buffer, Readable);
        foreach (Sample sample in dataset.Samples) { Line(sample, buffer, json); }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static async Task WriteAsync(Dataset dataset, Stream stream, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> buffer = new(Block);
        using Utf8JsonWriter json = new(buffer, Readable);
        foreach (Sample sample in dataset.Samples)
        {
            Line(sample, buffer, json);
            if (buffer.WrittenCount < Block) { continue; }
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
            buffer.ResetWrittenCount();
        }

        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private static void Line(Sample sample, ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteString("id"u8, sample.Id);
        if (sample.History.Count == 0) { json.WriteString("input"u8, sample.Input); }
        else { WriteMessages(sample, json); }
        WriteAnswers(sample, json);
        if (sample.Category is not null) { json.WriteString("category"u8, sample.Category); }
        if (sample.Cluster is not null) { json.WriteString("cluster"u8, sample.Cluster); }
        if (sample.Template is not null) { json.WriteString("template"u8, sample.Template); }
        WriteMetadata(sample, json);
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
    }

    private static void WriteMessages(Sample sample, Utf8JsonWriter json)
    {
        json.WriteStartArray("messages"u8);
        foreach (Message message in sample.History) { WriteMessage(message.Role, message.Text, json); }
        WriteMessage(MessageRole.User, sample.Input, json);
        json.WriteEndArray();
    }

    private static void WriteMessage(MessageRole role, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, role.ToString().ToLowerInvariant());
        json.WriteString("content"u8, text);
        json.WriteEndObject();
    }

    private static void WriteAnswers(Sample sample, Utf8JsonWriter json)
    {
        if (sample.Choices.Count > 0)
        {
            if (ChoiceLetters.Problem(sample.Choices) is { } problem) { throw new InvalidOperationException($"Sample '{sample.Id}' cannot be written: {problem}"); }
            json.WriteStartArray("choices"u8);
            foreach (string choice in sample.Choices) { json.WriteStringValue(choice); }
            json.WriteEndArray();
        }

        if (sample.References.Count == 0) { return; }
        json.WritePropertyName(sample.References.Count == 1 ? "target"u8 : "references"u8);
        if (sample.References.Count > 1) { json.WriteStartArray(); }
        foreach (string reference in sample.References)
        {
            // With choices as an index, since a letter may be the text of another choice.
            if (sample.Choices.Count == 0) { json.WriteStringValue(reference); }
            else { json.WriteNumberValue(Index(sample, reference)); }
        }

        if (sample.References.Count > 1) { json.WriteEndArray(); }
    }

    private static int Index(Sample sample, string letter) =>
        ChoiceLetters.IndexOf(letter, sample.Choices.Count) is { } index && ChoiceLetters.Of(index) == letter
            ? index
            : throw new InvalidOperationException($"Sample '{sample.Id}' cannot be written: its target '{letter}' is no letter of its {sample.Choices.Count} choices.");

    private static void WriteMetadata(Sample sample, Utf8JsonWriter json)
    {
        foreach ((string key, JsonElement value) in sample.Metadata)
        {
            if (!IsTaken(key)) { WriteMember(key, value, json); }
        }

        if (!sample.Metadata.Keys.Any(IsTaken)) { return; }
        json.WriteStartObject(RowFields.Reserved);
        foreach ((string key, JsonElement value) in sample.Metadata)
        {
            if (IsTaken(key)) { WriteMember(key, value, json); }
        }

        json.WriteEndObject();
    }

    private static bool IsTaken(string name) => Known.Contains(name) || ChoiceColumns.Fits(name);

    private static void WriteMember(string key, JsonElement value, Utf8JsonWriter json)
    {
        json.WritePropertyName(key);
        value.WriteTo(json);
    }
}
