using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The rows of a Parquet file, one group of rows at a time. Structures and lists become JSON objects and arrays; a row has its number, from 1, for a line.</summary>
/// <remarks>Only this type names the library, so that it is loaded where a Parquet file is read and nowhere else.</remarks>
internal static class ParquetRows
{
    public static IEnumerable<Row> Read(string path, ProblemLog problems)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        ArrayBufferWriter<byte> buffer = new(1024);
        int number = 0;
        for (int group = 0, groups = Try(() => GroupsAsync(file), problems) ?? 0; group < groups; group++)
        {
            int wanted = group;
            if (Try(() => GroupAsync(file, wanted), problems) is not { } rows) { yield break; }
            foreach (IDictionary<string, object> row in rows)
            {
                number++;
                buffer.ResetWrittenCount();
                if (!Write(row, buffer, number, problems)) { continue; }
                using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
                yield return new Row(number, document.RootElement);
            }
        }
    }

    // What the library reads from a file completes without waiting for anybody else: a data set is loaded by a call that returns it.
    private static T? Try<T>(Func<Task<T>> read, ProblemLog problems)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or InvalidOperationException or NotSupportedException or NotImplementedException or ArgumentException or FormatException or OverflowException or ParquetException)
        {
            problems.Error($"The Parquet file cannot be read: {e.Message} Write it anew, or as JSON lines.", inner: e);
            return default;
        }
    }

    private static async Task<int?> GroupsAsync(Stream file)
    {
        ParquetReader reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false)) { return reader.RowGroupCount; }
    }

    private static async Task<IReadOnlyList<IDictionary<string, object>>> GroupAsync(Stream file, int group)
    {
        file.Position = 0;
        var read = await ParquetSerializer.DeserializeUntypedAsync(file, new ParquetOptions { TreatByteArrayAsString = true }, group).ConfigureAwait(false);
        return [.. read.Data];
    }

    private static bool Write(IDictionary<string, object> row, ArrayBufferWriter<byte> buffer, int number, ProblemLog problems)
    {
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        foreach ((string name, object? value) in row)
        {
            json.WritePropertyName(name);
            if (Write(value, json)) { continue; }
            problems.Error($"The column holds values of the type {value?.GetType().Name}, which no field of a data set has; leave it out.", number, name);
            return false;
        }

        json.WriteEndObject();
        json.Flush();
        return true;
    }

    private static bool Write(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); return true;
            case string text: json.WriteStringValue(text); return true;
            case ReadOnlyMemory<char> text: json.WriteStringValue(text.Span); return true;
            case bool truth: json.WriteBooleanValue(truth); return true;
            case double number when !double.IsFinite(number): json.WriteNullValue(); return true;
            case float number when !float.IsFinite(number): json.WriteNullValue(); return true;
            case double number: json.WriteNumberValue(number); return true;
            case float number: json.WriteNumberValue(number); return true;
            case decimal number: json.WriteNumberValue(number); return true;
            case long or int or short or sbyte: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); return true;
            case ulong or uint or ushort or byte: json.WriteNumberValue(Convert.ToUInt64(value, CultureInfo.InvariantCulture)); return true;
            case BigInteger number: json.WriteRawValue(number.ToString(CultureInfo.InvariantCulture)); return true;
            // An image, for instance, is carried along without its bytes.
            case ReadOnlyMemory<byte> bytes: json.WriteStringValue($"({bytes.Length} bytes)"); return true;
            case byte[] bytes: json.WriteStringValue($"({bytes.Length} bytes)"); return true;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan or Guid: json.WriteStringValue(Convert.ToString(value is IFormattable form ? form.ToString(value is Guid ? null : value is TimeSpan ? "c" : "O", CultureInfo.InvariantCulture) : value, CultureInfo.InvariantCulture)); return true;
            case IDictionary members: return Members(members, json);
            case IEnumerable elements: return Elements(elements, json);
            default: return false;
        }
    }

    private static bool Members(IDictionary members, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry member in members)
        {
            json.WritePropertyName(Convert.ToString(member.Key, CultureInfo.InvariantCulture)!);
            if (!Write(member.Value, json)) { return false; }
        }

        json.WriteEndObject();
        return true;
    }

    private static bool Elements(IEnumerable elements, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (object? element in elements)
        {
            if (!Write(element, json)) { return false; }
        }

        json.WriteEndArray();
        return true;
    }
}
