using System.Text.Json;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Reads what is to choose from and what counts as right; with choices, right answers become letters.</summary>
internal sealed class AnswersReader
{
    private static readonly string[] Words = ["text", "value", "answer"];

    private readonly ProblemLog _problems;
    private readonly FieldMap _target;
    private readonly FieldMap _references;
    private readonly FieldMap _moreReferences;
    private readonly FieldMap _assertions;
    private readonly ChoicesReader _choices;
    private readonly AssertionReader _asserted;
    private readonly AnswerTally _tally;
    private readonly AnswerForm _form;
    private readonly string? _separator;

    public AnswersReader(DatasetFields fields, FieldSpelling spelling, ProblemLog problems)
    {
        (_problems, _form, _separator) = (problems, fields.Answers, fields.ListSeparator);
        _target = new(
            nameof(DatasetFields.Target), fields.Target, spelling, ["target", "expected", "answer"],
            "ideal", "answerKey", "correct_answer", "correct_option", "correct_choice", "right_answer", "correct_label", "gold_label", "best_answer", "expected_output", "expected_answer", "reference_answer", "reference_output", "ground_truth", "gold", "correct", "output", "response", "completion", "cop", "label");
        _references = new(nameof(DatasetFields.References), fields.References, spelling, ["references", "targets", "answers"]);
        // A list only: as a text it may be one answer or several.
        _moreReferences = new(nameof(DatasetFields.References), fields.References is null ? null : string.Empty, spelling, ["correct_answers"]);
        _assertions = new(nameof(DatasetFields.Target), fields.Target is null ? null : string.Empty, spelling, ["__expected", "assert"]);
        _choices = new ChoicesReader(fields, spelling, problems);
        _asserted = new AssertionReader(problems);
        _tally = new AnswerTally(problems);
    }

    public IEnumerable<FieldMap> Fields => [_target, _references, .. _choices.Fields];

    /// <summary>Names that are looked for beside those of <see cref="Fields"/>.</summary>
    public IEnumerable<string> FurtherNames => _moreReferences.AllNames.Concat(_assertions.AllNames);

    public FieldMap Target => _target;

    public IReadOnlyList<FieldMap> Choices => _choices.Fields;

    public bool TargetIsChosen => _target is { IsChosen: true, Names.Count: > 0 };

    /// <summary>The choices; null after a problem.</summary>
    public ChoiceSet? ReadChoices(RowFields row) => _choices.Read(row, _target);

    /// <summary>The right answers, the target first; null after a problem.</summary>
    public IReadOnlyList<string>? ReadReferences(RowFields row, ChoiceSet choices)
    {
        if (Values(row, _target, choices) is not { } target || Values(row, _references, choices) is not { } references) { return null; }
        if (references.Count == 0 && More(row) && Values(row, _moreReferences, choices) is { } more) { references = more; }
        if (target.Count == 0 && references.Count == 0)
        {
            if (choices.Right is { } right) { return [.. right.Select(ChoiceLetters.Of)]; }
            if (_asserted.Read(row, _assertions) is not { } asserted) { return null; }
            return choices.Texts.Count == 0 ? asserted : [.. asserted.Select(text => Choice(row, _assertions.Name, default, text, choices)).OfType<int>().Select(ChoiceLetters.Of)];
        }

        return target.Count == 0 ? references
            : references.Count == 0 ? target
            : [.. target.Concat(references).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>After the last row.</summary>
    public void Finish() => _tally.Finish();

    private bool More(RowFields row)
    {
        if (!row.Has(_moreReferences) || !row.Peek(_moreReferences, out JsonElement value)) { return false; }
        using JsonDocument? cell = row.JsonOfCell(value);
        return value.ValueKind == JsonValueKind.Array || cell is not null || _separator is { Length: > 0 };
    }

    private List<string>? Values(RowFields row, FieldMap field, ChoiceSet choices)
    {
        if (!row.TryFind(field, out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return []; }
        using JsonDocument? cell = field == _target ? null : row.JsonOfCell(value);
        if (cell is not null) { value = cell.RootElement; }
        if (value.ValueKind == JsonValueKind.String && _separator is { Length: > 0 } separator)
        {
            string[] parts = value.GetString()!.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string[] read = [.. parts.Select(part => Answer(row, name, value, part, choices)).OfType<string>()];
            return read.Length < parts.Length ? null : [.. read];
        }

        List<string> all = [];
        foreach ((string place, JsonElement said) in Said(name, value))
        {
            if (JsonText.Of(said) is not { } text)
            {
                Refuse(row, field, place, said);
                return null;
            }

            if (Answer(row, place, said, text, choices) is not { } answer) { return null; }
            all.Add(answer);
        }

        // Who answered in SQuAD often said the same.
        bool areObjects = value.ValueKind == JsonValueKind.Object || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object);
        return areObjects ? [.. all.Distinct(StringComparer.Ordinal)] : all;
    }

    // One value, an array of them, or how SQuAD ({text: […], answer_start: […]}, [{text}, …]) and TriviaQA ({value, aliases: […]}) write several.
    private static IEnumerable<(string Place, JsonElement Value)> Said(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().SelectMany((element, i) => element.ValueKind == JsonValueKind.Object ? Said($"{name}[{i}]", element) : [($"{name}[{i}]", element)]);
        }

        if (value.ValueKind != JsonValueKind.Object) { return [(name, value)]; }
        foreach (string word in Words)
        {
            if (!value.TryGetProperty(word, out JsonElement said) || said.ValueKind is JsonValueKind.Object or JsonValueKind.Null) { continue; }
            IEnumerable<(string, JsonElement)> texts = Said($"{name}.{word}", said);
            return value.TryGetProperty("aliases", out JsonElement aliases) && aliases.ValueKind == JsonValueKind.Array ? texts.Concat(Said($"{name}.aliases", aliases)) : texts;
        }

        return [(name, value)];
    }

    private void Refuse(RowFields row, FieldMap field, string name, JsonElement value)
    {
        string way = value.ValueKind == JsonValueKind.Object && value.EnumerateObject().FirstOrDefault() is { Value.ValueKind: not JsonValueKind.Undefined } member
            ? $"to read a member of it, name it in DatasetFields.{field.Option}, like {name}.{member.Name}"
            : $"write it as text, or name another field in DatasetFields.{field.Option}";
        _problems.Error($"A text or a number is expected, or an array of them, not {JsonText.Kind(value)}; {way}.", row.Line, name);
    }

    private string? Answer(RowFields row, string name, JsonElement value, string text, ChoiceSet choices)
    {
        if (choices.Texts.Count == 0) { return text; }
        return Choice(row, name, value, text, choices) is { } index ? ChoiceLetters.Of(index) : null;
    }

    private int? Choice(RowFields row, string name, JsonElement value, string said, ChoiceSet choices)
    {
        string text = said.Trim();
        // The right one among columns of choices says by itself which one it is.
        if (_choices.ColumnOf(name) is { } column && column < choices.Texts.Count) { return column; }
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        if (_form != AnswerForm.Any)
        {
            if (AnswerTally.Place(text, choices, _form) is { } place) { return place; }
            _problems.Error($"'{Short(text)}' is no {Named(_form, choices)}.", row.Line, name);
            return null;
        }

        _tally.Note(text, choices, byNumber: choices.Labels is null && (isNumber || (row.FromCells && text.All(char.IsAsciiDigit) && choices.TextOf(text) is null)));
        if (choices.Labels is not null) { return Labelled(row, name, text, choices); }
        if (isNumber)
        {
            if (AnswerTally.Place(text, choices, AnswerForm.Index0) is { } number) { return number; }
            string way = AnswerTally.Place(text, choices, AnswerForm.Index1) is null ? string.Empty : " Where the first is 1, say so: DatasetFields.Answers index1.";
            _tally.Open($"The index {text} is out of range: of {choices.Texts.Count} choices the first is 0 and the last {choices.Texts.Count - 1}. An answer that is meant as a text is written in quotes.{way}", row.Line, name);
            return null;
        }

        if (ChoiceLetters.Resolve(text, choices.Texts, row.FromCells, out int index) is not { } problem) { return index; }
        bool isIndex = AnswerTally.Place(text, choices, AnswerForm.Index0) is not null || AnswerTally.Place(text, choices, AnswerForm.Index1) is not null;
        _tally.Open(isIndex ? $"{problem} Where it is a number, say from where it counts: DatasetFields.Answers index0, or index1." : problem, row.Line, name);
        return null;
    }

    // Labels that stand beside the texts count first; the ends of names, as 2 of option2, only where nothing else is meant.
    private int? Labelled(RowFields row, string name, string text, ChoiceSet choices)
    {
        int? byLabel = choices.LabelOf(text), byText = choices.TextOf(text);
        if (byLabel is not null && (choices.AreLabelsWritten || byText is null || byText == byLabel)) { return byLabel; }
        if (byLabel is null && (byText ?? ChoiceLetters.IndexOf(text, choices.Texts.Count)) is { } other) { return other; }
        string labels = string.Join(", ", choices.Labels!);
        _tally.Open(
            byLabel is null
                ? $"'{Short(text)}' is none of the labels {labels}, and no letter or text of a choice."
                : $"'{Short(text)}' means two choices, {ChoiceLetters.Of(byLabel.Value)} by its label ({labels}) and {ChoiceLetters.Of(byText!.Value)} by its text; say which: DatasetFields.Answers label, or text.",
            row.Line, name);
        return null;
    }

    private static string Named(AnswerForm form, ChoiceSet choices) => form switch
    {
        AnswerForm.Label => choices.Labels is { } labels ? $"label of a choice; the labels are {string.Join(", ", labels)}" : "label of a choice: the choices have none",
        AnswerForm.Text => "text of a choice",
        AnswerForm.Letter => $"letter from A to {ChoiceLetters.Of(choices.Texts.Count - 1)}",
        AnswerForm.Index1 => $"number from 1 to {choices.Texts.Count}",
        _ => $"number from 0 to {choices.Texts.Count - 1}",
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..39] + "…";
}
