using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The names under which one of a sample's members may stand.</summary>
internal sealed class FieldMap
{
    private readonly string[] _names;
    private string? _found;

    /// <param name="option">Name of the property of <see cref="DatasetFields"/>.</param>
    /// <param name="chosen">What it holds: null for the usual names, empty for none.</param>
    /// <param name="usual">The usual names.</param>
    public FieldMap(string option, string? chosen, params string[] usual)
    {
        Option = option;
        IsChosen = chosen is not null;
        _names = chosen is null ? usual : chosen.Length == 0 ? [] : [chosen];
    }

    public string Option { get; }

    public bool IsChosen { get; }

    public IReadOnlyList<string> Names => _names;

    public bool Seen { get; set; }

    /// <summary>The name that the caller chose and that no line has had so far.</summary>
    public string? Unseen => IsChosen && !Seen && _names.Length > 0 ? _names[0] : null;

    /// <summary>The name that the last line which has the field has it under; before any, the first.</summary>
    public string Name => _found ?? _names[0];

    /// <summary>The names for a message; quotes around the whole come from there.</summary>
    public string Listed => string.Join("' or '", _names);

    public bool TryFind(JsonElement line, out string name, out JsonElement value)
    {
        foreach (string candidate in _names)
        {
            if (TryReach(line, candidate, out value))
            {
                Seen = true;
                _found = candidate;
                name = candidate;
                return true;
            }
        }

        name = _names.Length > 0 ? _names[0] : string.Empty;
        value = default;
        return false;
    }

    /// <summary>Another of the names that this line has too, with another value; null where none has.</summary>
    public string? Rival(JsonElement line, string name, JsonElement value) =>
        Array.Find(_names, other => other != name && line.TryGetProperty(other, out JsonElement said) && !JsonElement.DeepEquals(said, value));

    /// <summary>The value of a field, or of a dotted path where no field has that very name.</summary>
    private static bool TryReach(JsonElement line, string name, out JsonElement value)
    {
        if (line.TryGetProperty(name, out value)) { return true; }
        if (!name.Contains('.', StringComparison.Ordinal)) { return false; }
        value = line;
        foreach (string step in name.Split('.'))
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(step, out JsonElement member)) { value = member; }
            else if (value.ValueKind == JsonValueKind.Array && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < value.GetArrayLength()) { value = value[index]; }
            else { return false; }
        }

        return true;
    }
}
