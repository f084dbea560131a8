using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>Reads one file of JSON lines into samples, or says where and why it cannot.</summary>
internal sealed class JsonLinesReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _path;
    private readonly FieldMap _id;
    private readonly FieldMap _input;
    private readonly FieldMap _target;
    private readonly FieldMap _category;
    private readonly FieldMap _cluster;
    private readonly FieldMap _template;
    private readonly List<Sample> _samples = [];
    private readonly Dictionary<string, int> _lineOfId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _repeated = new(StringComparer.Ordinal);
    private readonly List<string> _used = [];
    private readonly HashSet<string> _inLine = new(StringComparer.Ordinal);
    private int _line;

    private JsonLinesReader(string path, DatasetFields fields)
    {
        _path = path;
        _id = new FieldMap(fields.Id, "id");
        _input = new FieldMap(fields.Input, "input", "prompt", "question");
        _target = new FieldMap(fields.Target, "target", "expected", "answer");
        _category = new FieldMap(fields.Category, "category");
        _cluster = new FieldMap(fields.Cluster, "cluster", "item");
        _template = new FieldMap(fields.Template, "template");
    }

    public static IReadOnlyList<Sample> Read(string path, DatasetFields fields)
    {
        JsonLinesReader reader = new(path, fields);
        // The StreamReader takes off a byte order mark and accepts LF and CRLF.
        using StreamReader text = new(path, Strict);
        while (reader.NextLine(text) is { } line)
        {
            reader._line++;
            if (!string.IsNullOrWhiteSpace(line)) { reader.Add(line); }
        }

        reader.Finish();
        return reader._samples;
    }

    private string? NextLine(StreamReader text)
    {
        try
        {
            return text.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw Error("The text here or shortly after is not UTF-8; save the file as UTF-8.", inner: e, line: _line + 1);
        }
    }

    private void Add(string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw Error($"Not a JSON value ({e.Message}) Each line holds one complete object.", inner: e);
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Error($"Each line holds one JSON object, not {Kind(document.RootElement)}.");
            }

            _samples.Add(Read(document.RootElement));
        }
    }

    private Sample Read(JsonElement line)
    {
        RefuseRepeated(line);
        _used.Clear();
        string id = Text(line, _id) ?? (_samples.Count + 1).ToString(CultureInfo.InvariantCulture);
        string? input = Text(line, _input);
        if (string.IsNullOrWhiteSpace(input))
        {
            throw Error($"There is no input: give the line a text in '{_input.Names}', or name the field in DatasetFields.Input.", _input.Names);
        }

        if (string.IsNullOrWhiteSpace(id)) { throw Error("The id is blank; give each sample its own id, or none at all.", _id.Names); }
        if (!_lineOfId.TryAdd(id, _line))
        {
            throw Error($"The id '{id}' is already that of line {_lineOfId[id]}; ids are unique.", _id.Names);
        }

        return new Sample(id, input)
        {
            Target = Text(line, _target),
            Category = Repeated(Text(line, _category)),
            Cluster = Repeated(Text(line, _cluster)),
            Template = Repeated(Text(line, _template)),
            Metadata = Rest(line),
        };
    }

    private string? Text(JsonElement line, FieldMap field)
    {
        if (!field.TryFind(line, out string name, out JsonElement value)) { return null; }
        if (field.Rival(line, name, value) is { } rival)
        {
            throw Error($"The line also has '{rival}', which means the same and says something else; keep one, or name the one that counts in DatasetFields.", name);
        }

        _used.Add(name);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            JsonValueKind.Null => null,
            _ => throw Error($"A text or a number is expected, not {Kind(value)}; write it as text, or map another field in DatasetFields.", name),
        };
    }

    private void RefuseRepeated(JsonElement line)
    {
        _inLine.Clear();
        foreach (JsonProperty property in line.EnumerateObject())
        {
            if (!_inLine.Add(property.Name)) { throw Error("The field occurs twice in this line; keep one.", property.Name); }
        }
    }

    private FrozenDictionary<string, JsonElement> Rest(JsonElement line)
    {
        Dictionary<string, JsonElement>? rest = null;
        foreach (JsonProperty property in line.EnumerateObject())
        {
            if (IsUsed(property)) { continue; }
            rest ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            rest.Add(property.Name, property.Value.Clone());
        }

        return rest?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, JsonElement>.Empty;
    }

    private bool IsUsed(JsonProperty property)
    {
        foreach (string name in _used)
        {
            if (property.NameEquals(name)) { return true; }
        }

        return false;
    }

    // Categories, clusters and templates repeat: one string object each.
    private string? Repeated(string? text)
    {
        if (text is null) { return null; }
        if (_repeated.TryGetValue(text, out string? known)) { return known; }
        _repeated.Add(text, text);
        return text;
    }

    private void Finish()
    {
        if (_samples.Count == 0) { throw new DatasetFormatException("The file has no sample; each line holds one JSON object with an id and an input.", _path); }
        foreach (FieldMap field in (FieldMap[])[_id, _input, _target, _category, _cluster, _template])
        {
            if (field.Unseen is { } name)
            {
                throw new DatasetFormatException("No line has this field; correct its name in DatasetFields, or leave it null.", _path, field: name);
            }
        }
    }

    private DatasetFormatException Error(string problem, string? field = null, Exception? inner = null, int? line = null) =>
        new(problem, _path, line ?? _line, field, inner);

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
