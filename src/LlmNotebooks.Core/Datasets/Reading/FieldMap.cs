using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>The names under which one of a sample's members may stand.</summary>
internal sealed class FieldMap
{
    private readonly FieldSpelling _spelling;
    private readonly IReadOnlyList<string> _further;
    private readonly string[] _usual;
    private string[] _names;
    private string? _found;
    private bool _adopted;

    /// <param name="option">Name of the property of <see cref="DatasetFields"/>.</param>
    /// <param name="chosen">What it holds: null for the usual names, empty for none.</param>
    /// <param name="spelling">How the file spells names.</param>
    /// <param name="usual">The usual names, which mean the same wherever they stand.</param>
    /// <param name="further">Names that mean it in a file that has none of the usual ones; the first that a line has is taken for the whole file.</param>
    public FieldMap(string option, string? chosen, FieldSpelling spelling, string[] usual, params IReadOnlyList<string> further)
    {
        Option = option;
        IsChosen = chosen is not null;
        _spelling = spelling;
        _names = chosen is null ? usual : chosen.Length == 0 ? [] : [chosen];
        _further = chosen is null ? further : [];
        _usual = usual;
    }

    public string Option { get; }

    public bool IsChosen { get; }

    public IReadOnlyList<string> Names => _names;

    /// <summary>Every name that may be taken, also those of files without the usual ones.</summary>
    public IEnumerable<string> AllNames => _names.Concat(_further);

    /// <summary>Whether a line has had it.</summary>
    public bool Seen { get; set; }

    /// <summary>Whether a header has told the names, and those that are not there with them.</summary>
    public bool IsInHeader { get; set; }

    /// <summary>Whether it was found under none of its usual names as they are written.</summary>
    public bool IsUnusual => !IsChosen && _found is not null && !_usual.Contains(_found, StringComparer.Ordinal);

    /// <summary>The name that the caller chose and that no line has had so far.</summary>
    public string? Unseen => IsChosen && !Seen && !IsInHeader && _names.Length > 0 ? _names[0] : null;

    /// <summary>The name that the last line which has the field has it under; before any, the first.</summary>
    public string Name => _found ?? _names[0];

    /// <summary>The names for a message; quotes around the whole come from there.</summary>
    public string Listed => string.Join("' or '", _names);

    private bool MayAdopt => !Seen && !_adopted && _further.Count > 0;

    /// <summary>Whether a line has it under a usual or chosen name, or one that was taken before.</summary>
    public bool IsIn(JsonElement line) => IsIn(line, _names);

    /// <summary>The same, or under a name that would be taken.</summary>
    public bool MayBeIn(JsonElement line) => IsIn(line, _names) || (MayAdopt && IsIn(line, _further));

    /// <summary>Its value under any name that is known or would be taken, without taking it.</summary>
    public bool TryPeek(JsonElement line, out JsonElement value) => TryFind(line, _names, out _, out value) || (MayAdopt && TryFind(line, _further, out _, out value));

    public bool TryFind(JsonElement line, out string name, out JsonElement value)
    {
        if (TryFind(line, _names, out name, out value))
        {
            Seen = true;
            _found = name;
            return true;
        }

        if (MayAdopt && TryFind(line, _further, out name, out value))
        {
            _adopted = true;
            _names = [.. _names, name];
            _found = name;
            return true;
        }

        name = _names.Length > 0 ? _names[0] : string.Empty;
        value = default;
        return false;
    }

    /// <summary>Another of the names that this line has too, with another value; null where none has.</summary>
    public string? Rival(JsonElement line, string name, JsonElement value) =>
        Array.Find(_names, other => !FieldNames.Alike.Equals(other, name) && _spelling.TryGet(line, other, out _, out JsonElement said) && !JsonElement.DeepEquals(said, value));

    private bool IsIn(JsonElement line, IReadOnlyList<string> names) => TryFind(line, names, out _, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The value of a field, or of a path where no field has that very name.</summary>
    private bool TryFind(JsonElement line, IReadOnlyList<string> names, out string name, out JsonElement value)
    {
        foreach (string candidate in names)
        {
            if (_spelling.TryGet(line, candidate, out name, out value)) { return true; }
            if (FieldPath.IsPath(candidate) && FieldPath.TryReach(line, candidate, _spelling, out value))
            {
                name = candidate;
                return true;
            }
        }

        (name, value) = (string.Empty, default);
        return false;
    }
}
