using System.Text.Json;

namespace LlmNotebooks.Datasets;

/// <summary>The names under which one of a sample's members may stand.</summary>
internal sealed class FieldMap
{
    private readonly string? _chosen;
    private readonly string[] _names;

    public FieldMap(string? chosen, params string[] usual)
    {
        _chosen = chosen;
        _names = chosen is null ? usual : [chosen];
    }

    public bool Seen { get; private set; }

    /// <summary>The name that the caller chose and that no line has had so far.</summary>
    public string? Unseen => Seen ? null : _chosen;

    public string Names => string.Join("' or '", _names);

    public bool TryFind(JsonElement line, out string name, out JsonElement value)
    {
        foreach (string candidate in _names)
        {
            if (line.TryGetProperty(candidate, out value))
            {
                Seen = true;
                name = candidate;
                return true;
            }
        }

        name = _names[0];
        value = default;
        return false;
    }

    /// <summary>Another of the names that this line has too, with another value; null where none has.</summary>
    public string? Rival(JsonElement line, string name, JsonElement value) =>
        Array.Find(_names, other => other != name && line.TryGetProperty(other, out JsonElement said) && !JsonElement.DeepEquals(said, value));
}
