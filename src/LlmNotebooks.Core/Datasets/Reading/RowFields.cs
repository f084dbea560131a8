using System.Collections.Frozen;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The fields of one row, and which of them have been read.</summary>
internal sealed class RowFields(FieldSpelling spelling, ProblemLog problems)
{
    /// <summary>Where the writer puts metadata whose names would mean something else.</summary>
    public const string Reserved = "$metadata";

    private readonly List<string> _used = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _everUsed = new(StringComparer.Ordinal);
    private JsonElement _fields;

    /// <summary>Whether the row comes from CSV, where every value is a text.</summary>
    public required bool FromCells { get; init; }

    public int Line { get; private set; }

    public JsonElement Fields => _fields;

    /// <summary>Takes up the next row.</summary>
    /// <returns>False after a problem: a field occurs twice.</returns>
    public bool Begin(Row row)
    {
        (_fields, Line) = (row.Fields, row.Line);
        _used.Clear();
        _names.Clear();
        foreach (JsonProperty property in _fields.EnumerateObject())
        {
            string name = property.Name;
            if (_names.Add(name))
            {
                spelling.Note(name);
                continue;
            }

            problems.Error("The field occurs twice in this line; keep one.", Line, name);
            return false;
        }

        return true;
    }

    /// <summary>The fields that a row had and that were read in none.</summary>
    public IEnumerable<string> NeverUsed => spelling.Names.Where(name => name != Reserved && !_everUsed.Contains(name));

    /// <summary>Whether the row has a field under a name that is known; it is not read by that.</summary>
    public bool Has(FieldMap field) => field.IsIn(_fields);

    /// <summary>Whether the row has a field, also under a name that would be taken for it.</summary>
    public bool MayHave(FieldMap field) => field.MayBeIn(_fields);

    /// <summary>Counts a field as read, which stays in the metadata nevertheless.</summary>
    public void MarkUsed(FieldMap field) => _everUsed.Add(field.Name);

    /// <summary>The value of a field without reading it.</summary>
    public bool Peek(FieldMap field, out JsonElement value) => field.TryFind(_fields, out _, out value);

    /// <summary>Finds a field; what is read is no metadata.</summary>
    public bool TryFind(FieldMap field, out string name, out JsonElement value)
    {
        if (!field.TryFind(_fields, out name, out value)) { return false; }
        Use(name);
        if (field.Rival(_fields, name, value) is not { } rival) { return true; }
        problems.Error($"The line also has '{rival}', which means the same and says something else; keep one, or name the one that counts in DatasetFields.{field.Option}.", Line, name);
        return false;
    }

    /// <summary>The text of a field; null where the line does not have it.</summary>
    public string? Text(FieldMap field)
    {
        if (!TryFind(field, out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return null; }
        if (JsonText.Of(value) is { } text) { return text; }
        string way = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object
            ? "chat messages are read from the field that DatasetFields.Messages names"
            : $"write it as text, or name another field in DatasetFields.{field.Option}";
        problems.Error($"A text or a number is expected, not {JsonText.Kind(value)}; {way}.", Line, name);
        return null;
    }

    /// <summary>The JSON array or object that a CSV cell holds; null where it holds another text, or the row does not come from CSV.</summary>
    /// <param name="value">A field's value.</param>
    /// <param name="always">Whether a text of a JSON row may hold one, too: where a plain text would mean nothing.</param>
    public JsonDocument? JsonOfCell(JsonElement value, bool always = false)
    {
        if (!(FromCells || always) || value.ValueKind != JsonValueKind.String) { return null; }
        string text = value.GetString()!.TrimStart();
        if (text is not ['[' or '{' or '(', ..] && !text.StartsWith("array(", StringComparison.Ordinal)) { return null; }
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // As Python prints it; or a text that begins with a bracket.
            return PythonLiteral.TryParse(text);
        }
    }

    /// <summary>Every field that was not read; valid as long as the row.</summary>
    public IReadOnlyDictionary<string, JsonElement> Rest()
    {
        Dictionary<string, JsonElement>? rest = null;
        foreach (JsonProperty property in _fields.EnumerateObject())
        {
            if (IsUsed(property)) { continue; }
            rest ??= new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            if (!property.NameEquals(Reserved) || property.Value.ValueKind != JsonValueKind.Object) { rest.Add(property.Name, property.Value); }
        }

        if (rest is not null && _fields.TryGetProperty(Reserved, out JsonElement reserved) && reserved.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in reserved.EnumerateObject()) { rest[property.Name] = property.Value; }
        }

        return rest ?? (IReadOnlyDictionary<string, JsonElement>)FrozenDictionary<string, JsonElement>.Empty;
    }

    // Of a path, the field that it begins at is read in part, and stays in the metadata.
    private void Use(string name)
    {
        _used.Add(name);
        _everUsed.Add(name);
        if (FieldPath.IsPath(name)) { _everUsed.UnionWith(spelling.Names.Where(known => FieldNames.Alike.Equals(known, FieldPath.First(name)))); }
    }

    private bool IsUsed(JsonProperty property)
    {
        foreach (string name in _used)
        {
            if (property.NameEquals(name)) { return true; }
        }

        return false;
    }
}
