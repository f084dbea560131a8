using System.Globalization;
using System.Text.Json;
using LlmNotebooks.Datasets.Spooling;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>Makes samples of rows, or says where and why it cannot.</summary>
internal sealed class SampleReader
{
    private readonly ProblemLog _problems;
    private readonly FieldMap _id;
    private readonly FieldMap _input;
    private readonly FieldMap _messages;
    private readonly FieldMap _system;
    private readonly FieldMap _category;
    private readonly FieldMap _cluster;
    private readonly FieldMap _template;
    private readonly AnswersReader _answers;
    private readonly ConversationReader _conversations;
    private readonly RowFields _row;
    private readonly FieldMap[] _all;
    private readonly IdSet _ids = new();
    private string? _firstNames;
    private int _rows;

    public SampleReader(DatasetFields fields, ProblemLog problems, bool fromCells)
    {
        _problems = problems;
        _id = new FieldMap(nameof(DatasetFields.Id), fields.Id, "id");
        // Who names the one does not mean the other's usual names.
        _input = new FieldMap(nameof(DatasetFields.Input), fields.Input, fields.Messages is { Length: > 0 } ? [] : ["input", "prompt", "question"]);
        _messages = new FieldMap(nameof(DatasetFields.Messages), fields.Messages, fields.Input is { Length: > 0 } ? [] : ["messages"]);
        _system = new FieldMap(nameof(DatasetFields.System), fields.System, "system", "system_prompt");
        _category = new FieldMap(nameof(DatasetFields.Category), fields.Category, "category");
        _cluster = new FieldMap(nameof(DatasetFields.Cluster), fields.Cluster, "cluster", "item");
        _template = new FieldMap(nameof(DatasetFields.Template), fields.Template, "template");
        _answers = new AnswersReader(fields, problems);
        _conversations = new ConversationReader(problems);
        _row = new RowFields(problems) { FromCells = fromCells };
        _all = [_id, _input, _messages, _system, .. _answers.Fields, _category, _cluster, _template];
        Names = _all.SelectMany(field => field.Names).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every name that is looked for.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Takes the columns of a CSV file, in which a chosen name must be.</summary>
    public void Columns(IReadOnlyList<string> columns, int line)
    {
        string known = string.Join(", ", columns);
        foreach (FieldMap field in _all)
        {
            field.Seen = true;
            foreach (string name in field.IsChosen ? field.Names : [])
            {
                if (!columns.Contains(name, StringComparer.Ordinal) && !name.Contains('.', StringComparison.Ordinal))
                {
                    _problems.Error($"There is no such column; the columns are {known}. Correct its name in DatasetFields.{field.Option}, or leave it out.", line, name);
                }
            }
        }

        if (!_input.IsChosen && !_input.Names.Concat(_messages.Names).Any(name => columns.Contains(name, StringComparer.Ordinal)))
        {
            _problems.Error($"There is no column '{_input.Listed}'; the columns are {known}. The first line names the columns; name the one of the input in DatasetFields.Input.", line);
        }
    }

    /// <summary>The row's sample, whose metadata is valid as long as the row; null after a problem.</summary>
    public Sample? Read(Row row)
    {
        int errors = _problems.Errors;
        _rows++;
        if (!_row.Begin(row)) { return null; }
        _firstNames ??= string.Join(", ", row.Fields.EnumerateObject().Select(property => property.Name));
        string id = Id();
        Conversation? asked = Asked();
        IReadOnlyList<string>? choices = _answers.ReadChoices(_row);
        IReadOnlyList<string>? references = choices is null ? null : _answers.ReadReferences(_row, choices);
        if (asked?.Answer is not null && references is not null) { references = WithAnswer(references, asked.Answer, choices!); }
        (string? category, string? cluster, string? template) = (_row.Text(_category), _row.Text(_cluster), _row.Text(_template));
        if (asked is null || references is null || _problems.Errors > errors) { return null; }

        return new Sample(id, asked.Input)
        {
            References = references,
            History = asked.History,
            Choices = choices!,
            Category = category,
            Cluster = cluster,
            Template = template,
            Metadata = _row.Rest(),
        };
    }

    /// <summary>After the last row: names that were chosen and that no line had.</summary>
    public void Finish()
    {
        foreach (FieldMap field in _all)
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
        bool inMessages = _row.Has(_messages);
        // The other one, where the line has it as null, is read with it and no metadata.
        _ = _row.TryFind(inMessages ? _input : _messages, out _, out _);
        Conversation? asked = inMessages ? FromMessages() : FromInput();
        if (asked is null || _problems.Errors > errors || _row.Text(_system) is not { } system || string.IsNullOrWhiteSpace(system)) { return asked; }
        if (!asked.History.Any(message => message.Role == MessageRole.System)) { return asked with { History = [new Message(MessageRole.System, system), .. asked.History] }; }
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
        using JsonDocument? cell = _row.JsonOfCell(value);
        return _conversations.Read(cell?.RootElement ?? value, name, _row.Line);
    }

    private Conversation? FromInput()
    {
        int errors = _problems.Errors;
        string? input = _row.Text(_input);
        if (_problems.Errors > errors) { return null; }
        if (!string.IsNullOrWhiteSpace(input)) { return new Conversation([], input, Answer: null); }
        FieldMap field = _input.Names.Count > 0 ? _input : _messages;
        _problems.Error($"There is no input: give the line a text in '{field.Listed}', or name the field in DatasetFields.Input.", _row.Line, field.Name);
        return null;
    }

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
