using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Reads what is to choose from and what counts as right; with choices, right answers become letters.</summary>
internal sealed class AnswersReader(DatasetFields fields, ProblemLog problems)
{
    private readonly FieldMap _target = new(nameof(DatasetFields.Target), fields.Target, "target", "expected", "answer");
    private readonly FieldMap _references = new(nameof(DatasetFields.References), fields.References, "references", "targets", "answers");
    private readonly FieldMap[] _choices = Choices(fields.Choices);
    private readonly bool _onePerField = fields.Choices is { Count: > 1 };

    public IEnumerable<FieldMap> Fields => [_target, _references, .. _choices];

    public bool TargetIsChosen => _target is { IsChosen: true, Names.Count: > 0 };

    /// <summary>The choices, empty where there are none; null after a problem.</summary>
    public IReadOnlyList<string>? ReadChoices(RowFields row)
    {
        List<string>? choices = _onePerField ? FromFields(row) : FromField(row);
        if (choices is not { Count: > 0 }) { return choices; }
        return ChoiceLetters.Problem(choices) is { } problem ? Fail(row, problem, _choices[0].Name) : choices;
    }

    /// <summary>The right answers, the target first; null after a problem.</summary>
    public IReadOnlyList<string>? ReadReferences(RowFields row, IReadOnlyList<string> choices)
    {
        if (Values(row, _target, choices) is not { } target || Values(row, _references, choices) is not { } references) { return null; }
        return target.Count == 0 ? references
            : references.Count == 0 ? target
            : [.. target.Concat(references).Distinct(StringComparer.Ordinal)];
    }

    private static FieldMap[] Choices(IReadOnlyList<string>? chosen) => chosen switch
    {
        null => [new FieldMap(nameof(DatasetFields.Choices), chosen: null, "choices", "options")],
        [] => [new FieldMap(nameof(DatasetFields.Choices), string.Empty)],
        _ => [.. chosen.Select(name => new FieldMap(nameof(DatasetFields.Choices), name))],
    };

    private List<string>? FromFields(RowFields row)
    {
        List<string> choices = [];
        FieldMap? blank = null;
        foreach (FieldMap field in _choices)
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

        return choices;
    }

    private List<string>? FromField(RowFields row)
    {
        if (!row.TryFind(_choices[0], out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return []; }
        using JsonDocument? cell = row.JsonOfCell(value);
        if (cell is not null) { value = cell.RootElement; }
        List<string> choices = [];
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (JsonElement element in value.EnumerateArray())
                {
                    if (JsonText.Of(element) is not { } text) { return Fail(row, $"A choice is a text or a number, not {JsonText.Kind(element)}.", $"{name}[{choices.Count}]"); }
                    choices.Add(text);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    if (property.Name != ChoiceLetters.Of(choices.Count))
                    {
                        return Fail(row, $"In an object of choices the names are the letters A, B, C … in their order, not '{property.Name}'; to read a member of it, name it in DatasetFields.Choices, like {name}.{property.Name}.", name);
                    }

                    if (JsonText.Of(property.Value) is not { } text) { return Fail(row, $"A choice is a text or a number, not {JsonText.Kind(property.Value)}.", $"{name}.{property.Name}"); }
                    choices.Add(text);
                }

                break;
            default:
                return Fail(row, $"An array of texts is expected, not {JsonText.Kind(value)}; where each choice has a field of its own, name them all in DatasetFields.Choices.", name);
        }

        return choices.Count > 0 ? choices : Fail(row, "There is no choice; give at least two, or leave the field out.", name);
    }

    private List<string>? Values(RowFields row, FieldMap field, IReadOnlyList<string> choices)
    {
        if (!row.TryFind(field, out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return []; }
        using JsonDocument? cell = field == _references ? row.JsonOfCell(value) : null;
        if (cell is not null) { value = cell.RootElement; }
        if (value.ValueKind != JsonValueKind.Array) { return Answer(row, field, name, value, choices) is { } one ? [one] : null; }
        List<string> all = [];
        foreach (JsonElement element in value.EnumerateArray())
        {
            if (Answer(row, field, $"{name}[{all.Count}]", element, choices) is not { } answer) { return null; }
            all.Add(answer);
        }

        return all;
    }

    private string? Answer(RowFields row, FieldMap field, string name, JsonElement value, IReadOnlyList<string> choices)
    {
        if (JsonText.Of(value) is not { } text)
        {
            string way = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().FirstOrDefault() is { Value.ValueKind: not JsonValueKind.Undefined } member
                ? $"to read a member of it, name it in DatasetFields.{field.Option}, like {name}.{member.Name}"
                : $"write it as text, or name another field in DatasetFields.{field.Option}";
            problems.Error($"A text or a number is expected, or an array of them, not {JsonText.Kind(value)}; {way}.", row.Line, name);
            return null;
        }

        if (choices.Count == 0) { return text; }
        return Choice(row, name, value, text, choices) is { } index ? ChoiceLetters.Of(index) : null;
    }

    private int? Choice(RowFields row, string name, JsonElement value, string text, IReadOnlyList<string> choices)
    {
        // The right one among columns of choices says by itself which one it is.
        if (_onePerField && Array.FindIndex(_choices, choice => choice.Names[0] == name) is var column && column >= 0 && column < choices.Count) { return column; }
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt32(out int number) && number >= 0 && number < choices.Count) { return number; }
            problems.Error($"The index {text} is out of range: of {choices.Count} choices the first is 0 and the last {choices.Count - 1}. An answer that is meant as a text is written in quotes.", row.Line, name);
            return null;
        }

        if (ChoiceLetters.Resolve(text, choices, row.FromCells, out int index) is not { } problem) { return index; }
        problems.Error(problem, row.Line, name);
        return null;
    }

    private List<string>? Fail(RowFields row, string problem, string field)
    {
        problems.Error(problem, row.Line, field);
        return null;
    }
}
