using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmNotebooks.Kernel.Documents;

/// <summary>Typed access to one JSON object of a notebook, with errors that name the member and its place.</summary>
internal readonly struct JsonMembers
{
    private readonly JsonObject _object;
    private readonly string _place;

    private JsonMembers(JsonObject members, string place)
    {
        _object = members;
        _place = place;
    }

    public static JsonMembers Of(JsonNode? node, string place) =>
        node is JsonObject members
            ? new JsonMembers(members, place)
            : throw new NotebookFormatException($"{place} must be a JSON object, found {Kind(node)}.");

    public bool Has(string name) => _object.ContainsKey(name);

    public JsonNode? Node(string name) => _object[name];

    public string Require(string name) => Text(name) ?? throw Missing(name);

    public long RequireInteger(string name, string hint)
    {
        if (!_object.TryGetPropertyValue(name, out JsonNode? node)) { throw Missing(name, hint); }
        return node is JsonValue value && value.TryGetValue(out long number)
            ? number
            : throw Wrong(name, "an integer", node);
    }

    /// <summary>An integer, or null when it is absent or null.</summary>
    public int? Integer(string name) => _object[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out int number) => number,
        JsonNode node => throw Wrong(name, "an integer or null", node),
    };

    /// <summary>A string, or null when it is absent.</summary>
    public string? Text(string name) => !Has(name) ? null : AsText(_object[name]) ?? throw Wrong(name, "a string", _object[name]);

    /// <summary>A text that nbformat lets be a string or an array of lines, or null when it is absent.</summary>
    public string? Lines(string name)
    {
        if (!Has(name)) { return null; }
        return _object[name] switch
        {
            JsonArray lines => Join(lines, $"{_place}.{name}"),
            JsonNode node when AsText(node) is { } text => text,
            var node => throw Wrong(name, "a string or an array of strings", node),
        };
    }

    public JsonArray? Array(string name) => !Has(name)
        ? null
        : _object[name] as JsonArray ?? throw Wrong(name, "an array", _object[name]);

    /// <summary>An object, detached from its parent, or null when it is absent.</summary>
    public JsonObject? Object(string name)
    {
        if (!Has(name)) { return null; }
        JsonObject members = _object[name] as JsonObject ?? throw Wrong(name, "an object", _object[name]);
        return (JsonObject)members.DeepClone();
    }

    /// <summary>The members other than those named.</summary>
    public JsonObject Rest(params ReadOnlySpan<string> known)
    {
        JsonObject rest = [];
        foreach ((string name, JsonNode? node) in _object)
        {
            if (!known.Contains(name)) { rest[name] = node?.DeepClone(); }
        }
        return rest;
    }

    /// <summary>A text, or null when it is absent, null or no text.</summary>
    public string? LooseText(string name) => AsText(_object[name]);

    /// <summary>A text, or lines of one; what is neither is taken as it is written, and null as nothing.</summary>
    public string? LooseLines(string name) => _object[name] is JsonArray lines ? string.Concat(lines.Select(Loose)) : _object[name] is { } node ? Loose(node) : null;

    /// <summary>A list of texts, whatever each item is; empty when it is absent.</summary>
    public IReadOnlyList<string> LooseList(string name) => _object[name] switch
    {
        JsonArray items => [.. items.Select(item => item is JsonArray lines ? string.Concat(lines.Select(Loose)) : Loose(item))],
        { } node => [Loose(node)],
        null => [],
    };

    /// <summary>An object, detached from its parent, or null when there is none.</summary>
    public JsonObject? LooseObject(string name) => (JsonObject?)(_object[name] as JsonObject)?.DeepClone();

    /// <summary>An integer, or null when there is none.</summary>
    public int? LooseInteger(string name) => _object[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static string Loose(JsonNode? node) => AsText(node) ?? node?.ToJsonString() ?? "";

    public static string Join(JsonArray lines, string place) =>
        string.Concat(lines.Select((line, i) => AsText(line)
            ?? throw new NotebookFormatException($"{place}[{i}] must be a string, found {Kind(line)}.")));

    private static string? AsText(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private NotebookFormatException Missing(string name, string? hint = null) =>
        new($"{_place} has no \"{name}\"{(hint is null ? "" : $"; {hint}")}");

    private NotebookFormatException Wrong(string name, string expected, JsonNode? node) =>
        new($"{(_place == "the file" ? "" : _place + ".")}{name} must be {expected}, found {Kind(node)}.");

    private static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        _ => "a boolean",
    };
}
