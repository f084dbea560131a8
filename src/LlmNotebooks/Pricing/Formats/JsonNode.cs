using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Pricing.Formats;

/// <summary>A JSON value that knows where it stands, so that what is wrong with it can be told.</summary>
internal readonly record struct JsonNode(JsonElement Element, string Path, string? Place)
{
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, string path, bool repeatedMembers = false)
    {
        try
        {
            ReadOnlyMemory<byte> text = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;
            return JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = repeatedMembers });
        }
        catch (JsonException e)
        {
            throw new PriceFormatException($"Not JSON ({e.Message})", path, inner: e);
        }
    }

    /// <summary>The members of an object, in their order.</summary>
    public IEnumerable<(string Name, JsonNode Value)> Members()
    {
        Require(JsonValueKind.Object, "an object");
        JsonNode self = this;
        return Element.EnumerateObject().Select(p => (p.Name, self.Below(p.Name, p.Value)));
    }

    /// <summary>The items of a list, named for messages by their ids where they have them.</summary>
    public IEnumerable<JsonNode> Items(string what)
    {
        Require(JsonValueKind.Array, "a list");
        JsonNode self = this;
        return Element.EnumerateArray().Select((item, i) => self with { Element = item, Place = self.ItemPlace(what, item, i) });
    }

    /// <summary>A member that may be absent or null.</summary>
    public JsonNode? Find(string name) =>
        Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? Below(name, value)
            : null;

    public JsonNode Get(string name)
    {
        Require(JsonValueKind.Object, "an object");
        return Find(name) ?? throw Error($"'{name}' is missing.");
    }

    /// <summary>Refuses members that are not known, since a misspelt one would silently not count.</summary>
    public void Only(params ReadOnlySpan<string> names)
    {
        Require(JsonValueKind.Object, "an object");
        foreach (JsonProperty property in Element.EnumerateObject())
        {
            if (!names.Contains(property.Name)) { throw Error($"'{property.Name}' is not known here; there are {string.Join(", ", names!)}."); }
        }
    }

    public string Text() => Element.ValueKind == JsonValueKind.String && Element.GetString() is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw Error($"A text is expected, not {Shown()}.");

    public decimal Number() => Element.ValueKind == JsonValueKind.Number && decimal.TryParse(Element.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
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
    public DateTimeOffset Moment() => DateTimeOffset.TryParse(Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment)
        ? moment
        : throw Error($"A date like 2026-08-21 or a moment like 2026-08-21T12:00:00Z is expected, not {Shown()}.");

    /// <summary>A time of day in UTC, with or without a Z at its end.</summary>
    public TimeOnly Time() => TimeOnly.TryParse(Text().TrimEnd('Z'), CultureInfo.InvariantCulture, out TimeOnly time)
        ? time
        : throw Error($"A time of day in UTC like 16:30 is expected, not {Shown()}.");

    public PriceFormatException Error(string problem, Exception? inner = null) => new(problem, Path, Place, inner);

    private JsonNode Below(string name, JsonElement value) => this with { Element = value, Place = Place is null ? name : $"{Place}.{name}" };

    private string ItemPlace(string what, JsonElement item, int index)
    {
        string name = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String
            ? $"'{id.GetString()}'"
            : (index + 1).ToString(CultureInfo.InvariantCulture);
        // The list's own name says nothing beside its items'.
        int dot = Place?.LastIndexOf('.') ?? -1;
        return dot < 0 ? $"{what} {name}" : $"{Place![..dot]}, {what} {name}";
    }

    private void Require(JsonValueKind kind, string what)
    {
        if (Element.ValueKind != kind) { throw Error($"Expected is {what}, not {Shown()}."); }
    }

    private string Shown() => Element.GetRawText() is var text && text.Length <= 60 ? text : text[..60] + "…";
}
