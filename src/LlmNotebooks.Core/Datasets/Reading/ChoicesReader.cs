using System.Globalization;
using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Reads what is to choose from, in any of the ways in which data sets write it.</summary>
internal sealed class ChoicesReader
{
    private static readonly string[] LabelNames = ["label", "labels", "key"], TextNames = ["text", "texts", "choices", "content", "value"];

    private readonly ProblemLog _problems;
    private readonly FieldSpelling _spelling;
    private readonly string? _separator;
    private readonly bool _mayBeColumns;
    private FieldMap[] _fields;
    private string[]? _labels;
    private bool _onePerField;
    private bool _settled;

    public ChoicesReader(DatasetFields fields, FieldSpelling spelling, ProblemLog problems)
    {
        (_problems, _spelling, _separator) = (problems, spelling, fields.ListSeparator);
        _onePerField = fields.Choices is { Count: > 1 };
        _mayBeColumns = fields.Choices is null;
        _fields = fields.Choices switch
        {
            null => [new FieldMap(nameof(DatasetFields.Choices), chosen: null, spelling, ["choices", "options"], "endings", "mc1_targets", "target_scores", "candidates")],
            [] => [new FieldMap(nameof(DatasetFields.Choices), string.Empty, spelling, [])],
            { } chosen => [.. chosen.Select(name => new FieldMap(nameof(DatasetFields.Choices), name, spelling, []))],
        };
    }

    public IReadOnlyList<FieldMap> Fields => _fields;

    /// <summary>The choices; null after a problem.</summary>
    /// <param name="row">The row.</param>
    /// <param name="target">The field of the answer, without which fields named in a row are no choices.</param>
    public ChoiceSet? Read(RowFields row, FieldMap target)
    {
        if (!_settled) { Settle(row, target); }
        ChoiceSet? choices = _onePerField ? FromFields(row) : FromField(row);
        if (choices is not { Texts.Count: > 0 }) { return choices; }
        return ChoiceLetters.Problem(choices.Texts) is { } problem ? Fail(row, problem, _fields[0].Name) : choices;
    }

    /// <summary>Which choice a field is, where each has one; null where it is none.</summary>
    public int? ColumnOf(string name) => _onePerField && Array.FindIndex(_fields, choice => FieldNames.Alike.Equals(choice.Names[0], name)) is >= 0 and var column ? column : null;

    // Once, by the names of the first row: whether fields named in a row are the choices.
    private void Settle(RowFields row, FieldMap target)
    {
        _settled = true;
        if (!_mayBeColumns || row.MayHave(_fields[0]) || !target.AllNames.Any(name => _spelling.Names.Contains(name, FieldNames.Alike))) { return; }
        if (ChoiceColumns.Find(_spelling.Names) is not { } columns) { return; }
        _onePerField = true;
        _labels = char.IsAsciiDigit(columns.Labels[0][0]) ? columns.Labels : null;
        _fields = [.. columns.Names.Select(name => new FieldMap(nameof(DatasetFields.Choices), name, _spelling, []) { Seen = true })];
    }

    private ChoiceSet? FromFields(RowFields row)
    {
        List<string> choices = [];
        FieldMap? blank = null;
        foreach (FieldMap field in _fields)
        {
            if (!row.TryFind(field, out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
            {
                blank ??= field;
                continue;
            }

            if (blank is not null) { return Fail(row, $"The choice is missing, and '{name}' after it is there; only the last ones may be missing.", blank.Name); }
            if (JsonText.Of(value) is not { } text) { return Fail(row, $"A choice is a text or a number, not {JsonText.Kind(value)}.", name); }
            choices.Add(text);
        }

        return choices.Count == 0 ? ChoiceSet.None : new ChoiceSet(choices, _labels?[..choices.Count]);
    }

    private ChoiceSet? FromField(RowFields row)
    {
        if (!row.TryFind(_fields[0], out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return ChoiceSet.None; }
        using JsonDocument? cell = row.JsonOfCell(value, always: true);
        if (cell is not null) { value = cell.RootElement; }
        ChoiceSet? choices = value.ValueKind switch
        {
            JsonValueKind.Array => FromArray(row, name, value),
            JsonValueKind.Object => FromLists(row, name, value) ?? FromScores(value) ?? FromLetters(row, name, value),
            JsonValueKind.String when _separator is { Length: > 0 } separator => new ChoiceSet(value.GetString()!.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
            _ => Fail(row, $"An array of texts is expected, not {JsonText.Kind(value)}; where each choice has a field of its own, name them all in DatasetFields.Choices{(value.ValueKind == JsonValueKind.String ? "; where the text is a list, say what separates it, like DatasetFields.ListSeparator \";\"" : string.Empty)}.", name),
        };
        return choices is { Texts.Count: 0 } ? Fail(row, "There is no choice; give at least two, or leave the field out.", name) : choices;
    }

    // ["x", "y"], or [{"label": "A", "text": "x"}, …].
    private ChoiceSet? FromArray(RowFields row, string name, JsonElement array)
    {
        List<string> choices = [], labels = [];
        foreach (JsonElement element in array.EnumerateArray())
        {
            string place = $"{name}[{choices.Count}]";
            if (element.ValueKind != JsonValueKind.Object)
            {
                if (JsonText.Of(element) is not { } text) { return Fail(row, $"A choice is a text or a number, not {JsonText.Kind(element)}.", place); }
                choices.Add(text);
                continue;
            }

            if (Member(element, TextNames) is not { } said || JsonText.Of(said) is not { } named) { return Fail(row, "A choice that is an object has its words in the member 'text'.", place); }
            choices.Add(named);
            if (Member(element, LabelNames) is { } label && JsonText.Of(label) is { } written) { labels.Add(written.Trim()); }
        }

        return Labelled(row, name, choices, labels);
    }

    // {"text": ["x", "y"], "label": ["A", "B"]}, or {"choices": […], "labels": [1, 0]} that mark the right ones.
    private ChoiceSet? FromLists(RowFields row, string name, JsonElement value)
    {
        if (Member(value, TextNames) is not { ValueKind: JsonValueKind.Array } texts || Member(value, LabelNames) is not { ValueKind: JsonValueKind.Array } labels) { return null; }
        string[] said = [.. texts.EnumerateArray().Select(JsonText.Of).OfType<string>()], marks = [.. labels.EnumerateArray().Select(JsonText.Of).OfType<string>()];
        if (said.Length < texts.GetArrayLength() || marks.Length < labels.GetArrayLength()) { return Fail(row, "Choices and their labels are texts or numbers.", name); }
        if (said.Length != marks.Length) { return Fail(row, $"There are {said.Length} choices and {marks.Length} labels.", name); }
        bool isMarked = labels.EnumerateArray().All(label => label.ValueKind == JsonValueKind.Number) && marks.All(mark => mark is "0" or "1") && (value.TryGetProperty("labels", out _) || marks.Distinct(StringComparer.Ordinal).Count() < marks.Length);
        return isMarked ? new ChoiceSet(said, Right: [.. Enumerable.Range(0, marks.Length).Where(i => marks[i] == "1")]) : Labelled(row, name, said, [.. marks.Select(mark => mark.Trim())]);
    }

    // {"x": 0, "y": 1}: each choice with its score, the best ones right.
    private static ChoiceSet? FromScores(JsonElement value)
    {
        JsonProperty[] members = [.. value.EnumerateObject()];
        if (members.Length < 2 || !members.All(member => member.Value.ValueKind == JsonValueKind.Number) || members[0].Name == ChoiceLetters.Of(0)) { return null; }
        double best = members.Max(member => member.Value.GetDouble());
        return members.All(member => member.Value.GetDouble() == best) ? null : new ChoiceSet([.. members.Select(member => member.Name)], Right: [.. Enumerable.Range(0, members.Length).Where(i => members[i].Value.GetDouble() == best)]);
    }

    private ChoiceSet? FromLetters(RowFields row, string name, JsonElement value)
    {
        List<string> choices = [], labels = [];
        bool areOthers = AreInOrder(value, i => ((char)('a' + i)).ToString()) || AreInOrder(value, i => (i + 1).ToString(CultureInfo.InvariantCulture));
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!areOthers && property.Name != ChoiceLetters.Of(choices.Count))
            {
                return Fail(row, $"In an object of choices the names are the letters A, B, C … in their order, not '{property.Name}'; to read a member of it, name it in DatasetFields.Choices, like {name}.{property.Name}.", name);
            }

            if (JsonText.Of(property.Value) is not { } text) { return Fail(row, $"A choice is a text or a number, not {JsonText.Kind(property.Value)}.", $"{name}.{property.Name}"); }
            choices.Add(text);
            labels.Add(property.Name);
        }

        return areOthers ? Labelled(row, name, choices, labels) : new ChoiceSet(choices);
    }

    private static bool AreInOrder(JsonElement value, Func<int, string> name) => value.EnumerateObject().Select((member, i) => member.Name == name(i)).All(isNext => isNext);

    private ChoiceSet? Labelled(RowFields row, string name, IReadOnlyList<string> choices, List<string> labels) =>
        labels.Count != choices.Count ? new ChoiceSet(choices)
        : labels.Distinct(StringComparer.Ordinal).Count() < labels.Count ? Fail(row, $"Two choices have one label ({string.Join(", ", labels)}).", name)
        : new ChoiceSet(choices, labels, AreLabelsWritten: true);

    private static JsonElement? Member(JsonElement value, string[] names)
    {
        foreach (string name in names)
        {
            if (value.TryGetProperty(name, out JsonElement member)) { return member; }
        }

        return null;
    }

    private ChoiceSet? Fail(RowFields row, string problem, string field)
    {
        _problems.Error(problem, row.Line, field);
        return null;
    }
}
