using System.Collections.Frozen;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The fields of one row, and which of them have been read.</summary>
internal sealed class RowFields(ProblemLog problems)
{
    /// <summary>Where the writer puts metadata whose names would mean something else.</summary>
    public const string Reserved = "$metadata";

    private readonly List<string> _used = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private JsonElement _fields;

    /// <summary>Whether the row comes from CSV, where every value is a text.</summary>
    public required bool FromCells { get; init; }

    public int Line { get; private set; }

    /// <summary>Takes up the next row.</summary>
    /// <returns>False after a problem: a field occurs twice.</returns>
    public bool Begin(Row row)
    {
        (_fields, Line) = (row.Fields, row.Line);
        _used.Clear();
        _names.Clear();
        foreach (JsonProperty property in _fields.EnumerateObject())
        {
            if (_names.Add(property.Name)) { continue; }
            problems.Error("The field occurs twice in this line; keep one.", Line, property.Name);
            return false;
        }

        return true;
    }

    /// <summary>Finds a field without reading it.</summary>
    public bool Has(FieldMap field) => field.TryFind(_fields, out _, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Finds a field; what is read is no metadata.</summary>
    public bool TryFind(FieldMap field, out string name, out JsonElement value)
    {
        if (!field.TryFind(_fields, out name, out value)) { return false; }
        _used.Add(name);
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
    public JsonDocument? JsonOfCell(JsonElement value)
    {
        if (!FromCells || value.GetString()!.TrimStart() is not ['[' or '{', ..] text) { return null; }
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            // It is a text that begins with a bracket.
            return null;
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

    private bool IsUsed(JsonProperty property)
    {
        foreach (string name in _used)
        {
            if (property.NameEquals(name)) { return true; }
        }

        return false;
    }
}
