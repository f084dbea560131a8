using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Datasets.Spooling;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Makes samples of rows, or says where and why it cannot.</summary>
internal sealed class SampleReader
{
    private const int MostKept = 1_000;

    private readonly ProblemLog _problems;
    private readonly FieldMap _id;
    private readonly FieldMap _input;
    private readonly FieldMap _messages;
    private readonly FieldMap _system;
    private readonly FieldMap _category;
    private readonly FieldMap _cluster;
    private readonly FieldMap _template;
    private readonly FieldMap _context;
    private readonly FieldMap _instruction;
    private readonly AnswersReader _answers;
    private readonly ConversationReader _conversations;
    private readonly FieldSpelling _spelling = new();
    private readonly RowFields _row;
    private readonly IdSet _ids = new();
    private readonly List<(int Line, string Field)> _withoutInput = [];
    private string? _firstNames;
    private string? _wayToInput;
    private bool _anyInput;
    private int _rows;

    public SampleReader(DatasetFields fields, ProblemLog problems, bool fromCells)
    {
        _problems = problems;
        _id = new FieldMap(nameof(DatasetFields.Id), fields.Id, _spelling, ["id"]);
        // Who names the one does not mean the other's usual names.
        _input = new FieldMap(nameof(DatasetFields.Input), fields.Input, _spelling, fields.Messages is { Length: > 0 } ? [] : ["input", "prompt", "question"], fields.Messages is { Length: > 0 } ? [] : ["query", "problem", "ctx"]);
        _messages = new FieldMap(nameof(DatasetFields.Messages), fields.Messages, _spelling, fields.Input is { Length: > 0 } ? [] : ["messages"], fields.Input is { Length: > 0 } ? [] : ["conversations", "conversation"]);
        _instruction = new FieldMap(nameof(DatasetFields.Input), fields.Input is null && fields.Messages is null && fields.Context is null ? null : string.Empty, _spelling, ["instruction"]);
        _system = new FieldMap(nameof(DatasetFields.System), fields.System, _spelling, ["system", "system_prompt"]);
        _context = new FieldMap(nameof(DatasetFields.Context), fields.Context ?? string.Empty, _spelling, []);
        _category = new FieldMap(nameof(DatasetFields.Category), fields.Category, _spelling, ["category"]);
        _cluster = new FieldMap(nameof(DatasetFields.Cluster), fields.Cluster, _spelling, ["cluster", "item"]);
        _template = new FieldMap(nameof(DatasetFields.Template), fields.Template, _spelling, ["template"]);
        _answers = new AnswersReader(fields, _spelling, problems);
        _conversations = new ConversationReader(problems);
        _row = new RowFields(_spelling, problems) { FromCells = fromCells };
        Names = All.SelectMany(field => field.AllNames).Concat(_answers.FurtherNames).ToHashSet(FieldNames.Alike);
    }

    /// <summary>Every name that is looked for; alike ones are equal.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Fields that rows had and that were read in none.</summary>
    public IReadOnlyList<string> Unused => [.. _row.NeverUsed];

    /// <summary>Where input and target were found, for a note; null where under their first names, or nowhere.</summary>
    public string? Found
    {
        get
        {
            string[] found = [.. new (string Part, FieldMap Field)[] { ("input", _input), ("messages", _messages), ("target", _answers.Target), ("choices", _answers.Choices[0]), ("category", _category) }
                .Where(part => part.Field.IsUnusual).Select(part => $"{part.Part} from {(part.Part == "choices" ? string.Join(", ", _answers.Choices.Select(choice => choice.Name)) : part.Field.Name)}")];
            return found.Length > 0 ? string.Join("; ", found) : null;
        }
    }

    /// <summary>Whether a row had a category.</summary>
    public bool HasCategory => _category.Seen;

    private IEnumerable<FieldMap> All => [_id, _input, _messages, _instruction, _system, _context, .. _answers.Fields, _category, _cluster, _template];

    /// <summary>Whether an object has what is asked, so that it is a row.</summary>
    public bool Asks(JsonElement fields)
    {
        foreach (JsonProperty property in fields.EnumerateObject()) { _spelling.Peek(property.Name); }
        return ((IEnumerable<FieldMap>)[_input, _messages, _instruction]).Any(field => field.TryPeek(fields, out JsonElement value)
            && (value.ValueKind is JsonValueKind.String or JsonValueKind.Number || ConversationReader.IsConversation(value) || IsStem(value)));
    }

    /// <summary>The question that is an object with a stem and perhaps choices, as ARC and OpenBookQA write it; null where there is none.</summary>
    public JsonElement? Stem(JsonElement fields) => !_input.IsChosen && fields.TryGetProperty("question", out JsonElement question) && IsStem(question) ? question : null;

    /// <summary>Whether a name may be that of what is asked.</summary>
    public bool IsAsked(string name) => _input.AllNames.Concat(_messages.AllNames).Concat(_instruction.AllNames).Contains(name, FieldNames.Alike);

    /// <summary>Takes the columns of a CSV file, in which a chosen name must be.</summary>
    /// <returns>Whether rows can have an input.</returns>
    public bool Columns(IReadOnlyList<string> columns, IReadOnlyList<string> header, int line)
    {
        string known = string.Join(", ", columns);
        foreach (string column in columns) { _spelling.Note(column); }
        _firstNames = known;
        foreach (FieldMap field in All)
        {
            field.IsInHeader = true;
            foreach (string name in field.IsChosen ? field.Names : [])
            {
                if (!columns.Contains(name, FieldNames.Alike) && !columns.Contains(FieldPath.First(name), FieldNames.Alike))
                {
                    _problems.Error($"There is no such column; the columns are {known}. Correct its name in DatasetFields.{field.Option}, or leave it out.", line, name);
                    if (field == _input || field == _messages) { return false; }
                }
            }
        }

        if (_input.IsChosen || _messages.IsChosen || columns.Any(IsAsked)) { return true; }
        _problems.Error($"There is no column '{_input.Listed}'; the columns are {known}. The first line names the columns; name the one of the input in DatasetFields.Input.{HeaderGuess.Way(header)}", line);
        return false;
    }

    /// <summary>The row's sample, whose metadata is valid as long as the row; null after a problem.</summary>
    public Sample? Read(Row row)
    {
        int errors = _problems.Errors;
        _rows++;
        if (!_row.Begin(row)) { return null; }
        _firstNames ??= string.Join(", ", _spelling.Names);
        string id = Id();
        Conversation? asked = Asked();
        ChoiceSet? choices = _answers.ReadChoices(_row);
        IReadOnlyList<string>? references = choices is null ? null : _answers.ReadReferences(_row, choices);
        if (asked?.Answer is not null && references is not null) { references = WithAnswer(references, asked.Answer, choices!.Texts); }
        (string? category, string? cluster, string? template) = (_row.Text(_category), _row.Text(_cluster), _row.Text(_template));
        if (asked is null || references is null || _problems.Errors > errors) { return null; }

        return new Sample(id, asked.Input)
        {
            References = references,
            History = asked.History,
            Choices = choices!.Texts,
            Category = category,
            Cluster = cluster,
            Template = template,
            Metadata = _row.Rest(),
        };
    }

    /// <summary>After the last row: what is said once of all rows, and names that were chosen and that no line had.</summary>
    public void Finish()
    {
        if (_withoutInput.Count > 0 && _input.Unseen is null && _messages.Unseen is null) { _problems.Error($"No line has an input: {NoInput()}", _withoutInput[0].Line, _withoutInput[0].Field); }
        _answers.Finish();
        foreach (FieldMap field in All)
        {
            if (field.Unseen is not { } name) { continue; }
            _problems.Error($"No line has this field{(_firstNames is null ? string.Empty : $" (the first has {_firstNames})")}; correct its name in DatasetFields.{field.Option}, or leave it out.", field: name);
        }
    }

    private string Id()
    {
        string id = _row.Text(_id) ?? _rows.ToString(CultureInfo.InvariantCulture);
        if (string.IsNullOrWhiteSpace(id)) { _problems.Error("The id is blank; give each sample its own id, or none at all.", _row.Line, _id.Name); }
        else if (!_ids.TryAdd(id, _row.Line, out int first)) { _problems.Error($"The id '{id}' is already that of line {first}; ids are unique.", _row.Line, _id.Name); }
        return id;
    }

    private Conversation? Asked()
    {
        int errors = _problems.Errors;
        bool inMessages = _row.Has(_messages) || (!_row.Has(_input) && !_row.Has(_instruction) && _row.MayHave(_messages));
        // The other one, where the line has it as null, is read with it and no metadata.
        if (_row.Has(inMessages ? _input : _messages) || !_row.MayHave(inMessages ? _input : _messages)) { _ = _row.TryFind(inMessages ? _input : _messages, out _, out _); }
        Conversation? asked = inMessages ? FromMessages() : FromInput();
        if (asked is null || _problems.Errors > errors) { return asked; }
        if (WithContext(asked) is not { } whole) { return null; }
        if (_row.Text(_system) is not { } system || string.IsNullOrWhiteSpace(system)) { return whole; }
        if (!whole.History.Any(message => message.Role == MessageRole.System)) { return whole with { History = [new Message(MessageRole.System, system), .. whole.History] }; }
        _problems.Error("The messages have a system message, too; keep one.", _row.Line, _system.Name);
        return null;
    }

    private Conversation? FromMessages()
    {
        if (_row.Has(_input))
        {
            _problems.Error($"The line has both messages and an input ('{_input.Listed}'); keep one, or name the one that counts in DatasetFields.Messages or DatasetFields.Input.", _row.Line, _messages.Name);
            return null;
        }

        if (!_row.TryFind(_messages, out string name, out JsonElement value)) { return null; }
        _anyInput = true;
        using JsonDocument? cell = _row.JsonOfCell(value);
        return _conversations.Read(cell?.RootElement ?? value, name, _row.Line);
    }

    private Conversation? FromInput()
    {
        int errors = _problems.Errors;
        if (_input.Names.Count > 0 && _row.MayHave(_input) && _row.TryFind(_input, out string name, out JsonElement value))
        {
            using JsonDocument? cell = _row.JsonOfCell(value);
            if (ConversationReader.IsConversation(cell?.RootElement ?? value))
            {
                _anyInput = true;
                return _conversations.Read(cell?.RootElement ?? value, name, _row.Line);
            }
        }

        string? input = _row.Text(_input);
        if (_problems.Errors > errors) { return null; }
        // Alpaca's: the instruction is asked, and the input, where there is one, is what it is about.
        if (_row.Has(_instruction) && (input is null || FieldNames.Alike.Equals(_input.Name, "input")) && _row.Text(_instruction) is { } instruction)
        {
            input = string.IsNullOrWhiteSpace(input) ? instruction : $"{instruction}\n\n{input}";
        }

        if (_problems.Errors > errors) { return null; }
        if (!string.IsNullOrWhiteSpace(input))
        {
            FoundInput();
            return new Conversation([], input, Answer: null);
        }

        FieldMap field = _input.Names.Count > 0 ? _input : _messages;
        _wayToInput ??= InputGuess.Way(_row.Fields);
        if (_problems.IsCheck && !_anyInput && _withoutInput.Count < MostKept) { _withoutInput.Add((_row.Line, field.Name)); }
        else { _problems.Error($"There is no input: {NoInput()}", _row.Line, field.Name); }
        return null;
    }

    // Lines without an input are told one by one only where others have one.
    private void FoundInput()
    {
        if (_anyInput) { return; }
        _anyInput = true;
        foreach ((int line, string field) in _withoutInput) { _problems.Error($"There is no input: {NoInput()}", line, field); }
        _withoutInput.Clear();
    }

    private string NoInput() => $"give the line a text in '{(_input.Names.Count > 0 ? _input : _messages).Listed}', or name the field in DatasetFields.Input.{_wayToInput}";

    private Conversation? WithContext(Conversation asked)
    {
        if (!_row.TryFind(_context, out string name, out JsonElement value) || value.ValueKind == JsonValueKind.Null) { return asked; }
        using JsonDocument? cell = _row.JsonOfCell(value);
        if (cell is not null) { value = cell.RootElement; }
        string?[] texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(JsonText.Of)] : [JsonText.Of(value)];
        if (!texts.Contains(null)) { return asked with { Input = string.Join("\n\n", [.. texts.Where(text => !string.IsNullOrWhiteSpace(text)), asked.Input]) }; }
        _problems.Error($"A text or a list of texts is expected, not {JsonText.Kind(value)}; name another field in DatasetFields.Context.", _row.Line, name);
        return null;
    }

    private static bool IsStem(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("stem", out JsonElement stem) && stem.ValueKind == JsonValueKind.String;

    private IReadOnlyList<string>? WithAnswer(IReadOnlyList<string> references, string answer, IReadOnlyList<string> choices)
    {
        if ((_answers.TargetIsChosen && references.Count > 0) || references.Contains(answer, StringComparer.Ordinal)) { return references; }
        string letter = answer;
        if (choices.Count > 0)
        {
            if (ChoiceLetters.Resolve(answer, choices, numbers: false, out int index) is { } problem)
            {
                _problems.Error($"The last message answers: {problem}", _row.Line, _messages.Name);
                return null;
            }

            letter = ChoiceLetters.Of(index);
        }

        if (references.Count == 0) { return [letter]; }
        if (references.Contains(letter, StringComparer.Ordinal)) { return references; }
        _problems.Error("The last message is an answer of the assistant, and the target says something else; keep one, or name the target's field in DatasetFields.Target.", _row.Line, _messages.Name);
        return null;
    }
}
