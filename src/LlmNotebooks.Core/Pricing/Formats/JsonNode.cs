using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>A JSON value that knows where it stands, so that what is wrong with it can be told.</summary>
internal sealed class JsonNode
{
    private readonly string _path;
    private readonly JsonNode? _parent;
    private readonly string? _item;
    private readonly int _index;

    /// <summary>The whole of a file.</summary>
    public JsonNode(JsonElement element, string path)
    {
        (Element, _path, Name) = (element, path, "");
    }

    private JsonNode(JsonElement element, JsonNode parent, string name, string? item, int index)
    {
        (Element, _path, _parent, Name, _item, _index) = (element, parent._path, parent, name, item, index);
    }

    /// <summary>The value.</summary>
    public JsonElement Element { get; }

    /// <summary>The member's name; empty for an item of a list, and for the whole.</summary>
    public string Name { get; }

    private string? Place
    {
        get
        {
            if (_parent is null) { return null; }
            string? above = _parent.Place;
            if (_item is null) { return above is null ? Name : $"{above}.{Name}"; }

            // The list's own name says nothing beside its items'.
            string? outside = _parent._parent?.Place;
            string id = Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty("id", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? $"'{text.GetString()}'"
                : (_index + 1).ToString(CultureInfo.InvariantCulture);
            return outside is null ? $"{_item} {id}" : $"{outside}, {_item} {id}";
        }
    }

    /// <summary>Parses a file. Members that are there twice are for its reader to refuse, who knows where they stand.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new PriceFormatException($"Not JSON ({e.Message})", path, inner: e);
        }
    }

    /// <summary>The members of an object, in their order.</summary>
    public List<JsonNode> Members()
    {
        Require(JsonValueKind.Object, "an object");
        List<JsonNode> members = [];
        foreach (JsonProperty property in Element.EnumerateObject()) { members.Add(new JsonNode(property.Value, this, property.Name, null, 0)); }
        return members;
    }

    /// <summary>The items of a list, named for messages by their ids where they have them.</summary>
    public List<JsonNode> Items(string what)
    {
        Require(JsonValueKind.Array, "a list");
        List<JsonNode> items = [];
        foreach (JsonElement item in Element.EnumerateArray()) { items.Add(new JsonNode(item, this, "", what, items.Count)); }
        return items;
    }

    /// <summary>A member that may be absent or null.</summary>
    public JsonNode? Find(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? new JsonNode(value, this, name, null, 0)
            : null;

    public JsonNode Get(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return Find(name) ?? throw Error($"'{name}' is missing.");
    }

    /// <summary>Refuses members that are not known, since a misspelt one would silently not count, and those that are there twice.</summary>
    public void Only(params string[] names)
    {
        Require(JsonValueKind.Object, "an object");
        long seen = 0;
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            int index = IndexOf(property, names);
            if (index < 0) { throw Error($"'{property.Name}' is not known here; there are {string.Join(", ", names)}."); }
            if ((seen & (1L << index)) != 0) { throw Error($"'{property.Name}' is there twice."); }
            seen |= 1L << index;
        }
    }

    public string Text() => Element.ValueKind == JsonValueKind.String && Element.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw Error($"A text is expected, not {Shown()}.");

    public decimal Number() => Element.ValueKind == JsonValueKind.Number && decimal.TryParse(JsonMarshal.GetRawUtf8Value(Element), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        ? number
        : throw Error($"A number is expected, not {Shown()}.");

    public decimal NumberFrom(decimal least) => Number() is var number && number >= least
        ? number
        : throw Error(string.Create(CultureInfo.InvariantCulture, $"A number of at least {least} is expected, not {Shown()}."));

    public long Whole() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long number) && number >= 0
        ? number
        : throw Error($"A whole number of at least 0 is expected, not {Shown()}.");

    public bool Truth() => Element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"true or false is expected, not {Shown()}."),
    };

    public DateOnly Date() => DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
        ? date
        : throw Error($"A date like 2026-08-21 is expected, not {Shown()}.");

    /// <summary>A date, its first moment in UTC, or a date with a time.</summary>
    public DateTimeOffset Moment() => IsoTime.TryParse(Text(), out DateTimeOffset moment)
        ? moment
        : throw Error($"A date like 2026-08-21 or a moment like 2026-08-21T12:00:00Z is expected, not {Shown()}.");

    /// <summary>A time of day in UTC, with or without a Z at its end.</summary>
    public TimeOnly Time() => TimeOnly.TryParse(Text().TrimEnd('Z'), CultureInfo.InvariantCulture, out TimeOnly time)
        ? time
        : throw Error($"A time of day in UTC like 16:30 is expected, not {Shown()}.");

    public PriceFormatException Error(string problem, Exception? inner = null) => new(problem, _path, Place, inner);

    private static int IndexOf(JsonProperty property, string[] names)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (property.NameEquals(names[i])) { return i; }
        }

        return -1;
    }

    private void Require(JsonValueKind kind, string what)
    {
        if (Element.ValueKind != kind) { throw Error($"Expected is {what}, not {Shown()}."); }
    }

    private string Shown() => Element.GetRawText() is var text && text.Length <= 60 ? text : text[..60] + "…";
}
