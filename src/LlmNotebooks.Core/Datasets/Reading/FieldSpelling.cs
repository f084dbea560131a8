using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>How a file spells the names that are looked for.</summary>
internal sealed class FieldSpelling
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spelled = new(FieldNames.Alike);
    private readonly Dictionary<string, string?> _resolved = new(StringComparer.Ordinal);

    /// <summary>Every name so far, as the file spells it, in the order in which they came.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Takes up a name of the file.</summary>
    public void Note(string name)
    {
        if (!_known.Add(name)) { return; }
        Names.Add(name);
        _spelled.TryAdd(name, name);
        _resolved.Clear();
    }

    /// <summary>Takes up how a name is written that may turn out to be none of a row.</summary>
    public void Peek(string name)
    {
        if (!_known.Contains(name) && _spelled.TryAdd(name, name)) { _resolved.Clear(); }
    }

    /// <summary>Finds a member by its name: as it is written, or else as the file spells it.</summary>
    public bool TryGet(JsonElement fields, string name, out string spelled, out JsonElement value)
    {
        spelled = name;
        if (fields.TryGetProperty(name, out value)) { return true; }
        if (Other(name) is not { } other || !fields.TryGetProperty(other, out value)) { return false; }
        spelled = other;
        return true;
    }

    private string? Other(string name)
    {
        if (_resolved.TryGetValue(name, out string? known)) { return known; }
        string? other = _spelled.TryGetValue(name, out string? spelled) && spelled != name ? spelled : null;
        _resolved.Add(name, other);
        return other;
    }
}
