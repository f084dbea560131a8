using System.Text.Json;

namespace LlmNotebooks.Pricing.Ownership;

/// <summary>The fields of one JSON object, each read once by name; what nobody reads is an error.</summary>
internal sealed class JsonFields
{
    private const string Notes = "notes";
    private const string Ranges = "a number, [low, high], {low, mode, high}, {mean, sd} or {estimate, low, high, confidence}";

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    public JsonFields(JsonElement element, string path)
    {
        Path = path;
        if (element.ValueKind != JsonValueKind.Object) { throw new OwnershipFileException(path, $"must be an object in braces and is {Name(element)}."); }
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value)) { throw new OwnershipFileException(At(property.Name), "is there twice."); }
        }
    }

    /// <summary>Where the object is.</summary>
    public string Path { get; }

    /// <summary>Where a field of it is.</summary>
    public string At(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>Whether a field is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "a text");

    public string? OptionalText(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(name, "a text", value);

    public decimal Number(string name) => OptionalNumber(name) ?? throw Missing(name, "a number");

    public decimal? OptionalNumber(string name) => Find(name) is { } value ? Number(value, At(name)) : null;

    public int? OptionalWhole(string name) => OptionalLong(name) is not { } value ? null
        : value is >= int.MinValue and <= int.MaxValue ? (int)value
        : throw new OwnershipFileException(At(name), $"{value} is too large.");

    public long? OptionalLong(string name) => Find(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole) ? whole
        : throw Wrong(name, "a whole number", value);

    public Uncertain Range(string name) => OptionalRange(name) ?? throw Missing(name, Ranges);

    public Uncertain? OptionalRange(string name) => Find(name) is { } value ? ReadRange(value, At(name)) : null;

    public JsonFields Object(string name) => Find(name) is { } value ? new JsonFields(value, At(name)) : throw Missing(name, "an object in braces");

    public JsonFields? OptionalObject(string name) => Find(name) is { ValueKind: JsonValueKind.Object } value ? new JsonFields(value, At(name)) : null;

    public IReadOnlyList<JsonFields> Objects(string name)
    {
        if (Find(name) is not { } list) { throw Missing(name, "a list in brackets"); }
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select((element, index) => new JsonFields(element, $"{At(name)}[{index}]"))]
            : throw Wrong(name, "a list in brackets", list);
    }

    /// <summary>Makes a value of the fields, all of which have been named then; what is refused is told by its field.</summary>
    public T Make<T>(Func<T> make)
    {
        T made = MakePart(make);
        return _fields.Keys.FirstOrDefault(name => name != Notes && !_known.Contains(name)) is { } unknown
            ? throw new OwnershipFileException(At(unknown), $"is not a field of {(Path.Length == 0 ? "a plan" : Path)}; fields are {string.Join(", ", _known)}, notes.")
            : made;
    }

    /// <summary>Makes a value of some of the fields; what is refused is told by its field.</summary>
    public T MakePart<T>(Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(exception.ParamName ?? "");
            throw new OwnershipFileException(_known.Contains(name) ? At(name) : Path, Plain(exception), exception);
        }
    }

    private static Uncertain ReadRange(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return Number(value, path);
            case JsonValueKind.Array when value.GetArrayLength() == 2:
                (decimal low, decimal high) = (Number(value[0], path + "[0]"), Number(value[1], path + "[1]"));
                return low <= high ? Uncertain.Between(low, high) : throw new OwnershipFileException(path, $"[low, high] are {low} and {high}; low must be at most high.");
            case JsonValueKind.Object:
                JsonFields fields = new(value, path);
                if (fields.Has("mode")) { return fields.Make(() => Uncertain.Triangular(fields.Number("low"), fields.Number("mode"), fields.Number("high"))); }
                if (fields.Has("mean")) { return fields.Make(() => Uncertain.Normal(fields.Number("mean"), fields.Number("sd"))); }
                if (fields.Has("estimate"))
                {
                    return fields.Make(() => Uncertain.Measured(fields.Number("estimate"), fields.Number("low"), fields.Number("high"), (double)(fields.OptionalNumber("confidence") ?? 0.95m)));
                }

                break;
        }

        throw new OwnershipFileException(path, $"must be {Ranges} and is {Name(value)}.");
    }

    private static decimal Number(JsonElement value, string path) => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number)
        ? number
        : throw new OwnershipFileException(path, $"must be a number and is {Name(value)}.");

    /// <summary>The message with the value, and without what .NET appends to it.</summary>
    private static string Plain(ArgumentException exception)
    {
        string message = exception.Message.Split('\n')[0];
        int tail = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        string problem = tail < 0 ? message : message[..tail];
        return exception is ArgumentOutOfRangeException { ActualValue: { } value } && problem.StartsWith("Must be", StringComparison.Ordinal)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"is {value} and m{problem[1..]}")
            : problem;
    }

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText(),
    };

    private JsonElement? Find(string name)
    {
        if (!_known.Contains(name)) { _known.Add(name); }
        return _fields.TryGetValue(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private OwnershipFileException Missing(string name, string what) => new(At(name), $"is missing; it must be {what}.");

    private OwnershipFileException Wrong(string name, string what, JsonElement value) => new(At(name), $"must be {what} and is {Name(value)}.");
}
