using System.Runtime.InteropServices;
using System.Text.Json;
using LlmNotebooks.Datasets.Spooling;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>What loads, and yet may mislead: doubtful samples, and doubts about all of them together.</summary>
internal sealed class SampleWarnings(ProblemLog problems)
{
    /// <summary>A category with fewer samples has a standard error of about a quarter or more for a rate near one half: √(0.25/n) with n below 5.</summary>
    private const int FewSamples = 5;

    // Names that a text to be asked about has; left out, it is asked about nothing.
    private static readonly string[] Contexts = ["context", "contexts", "passage", "article", "document", "documents", "paragraph", "story", "background", "premise", "instruction", "support", "code"];

    private static readonly string[] Categories = ["subject", "topic", "type", "subset", "group", "task", "domain", "level", "language"];

    private const char Replacement = '\uFFFD';

    private readonly Dictionary<string, (JsonValueKind Kind, int Line, bool Told)> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<UInt128, (int Line, UInt128? Expected)> _asked = [];
    private readonly SortedDictionary<string, (int Count, int Line)> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _letters = new(StringComparer.Ordinal);
    private (int Count, int Line) _withoutTarget;
    private (int Count, int Line) _withoutCategory;
    private readonly TargetForms _targets = new();
    private int _withClearLetter;
    private int _formulas;
    private int _listed;
    private int _samples;

    /// <summary>The same field as a text here and a number there.</summary>
    public void Note(Row row)
    {
        foreach (JsonProperty property in row.Fields.EnumerateObject())
        {
            JsonValueKind kind = property.Value.ValueKind == JsonValueKind.False ? JsonValueKind.True : property.Value.ValueKind;
            if (kind == JsonValueKind.Null) { continue; }
            ref (JsonValueKind Kind, int Line, bool Told) first = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, property.Name, out bool known);
            if (!known) { first = (kind, row.Line, false); }
            else if (first.Kind != kind && !first.Told)
            {
                first.Told = true;
                problems.Warning($"{JsonText.Kind(kind)} here, and {JsonText.Kind(first.Kind)} in line {first.Line}; one type is easier to read right.", row.Line, property.Name);
            }
        }
    }

    public void Note(Sample sample, int line)
    {
        _samples++;
        NoteInput(sample, line);
        NoteReferences(sample, line);
        NoteChoices(sample, line);
        _targets.Note(sample);
        if (sample.Category is { } category) { Count(_categories, category, line); }
        else { Add(ref _withoutCategory, line); }
    }

    /// <summary>After the last row: what holds of all samples, and what the reader found and did not use.</summary>
    public void Finish(SampleReader reader)
    {
        if (_samples > 0) { Tell(reader); }
        if (_withoutTarget.Count > 0)
        {
            problems.Warning($"{Share(_withoutTarget.Count)} no target{From(_withoutTarget)}; metrics that compare with one have no score there.", _withoutTarget.Line, "target");
        }

        if (_withoutCategory.Count > 0 && _withoutCategory.Count < _samples)
        {
            problems.Warning($"{Share(_withoutCategory.Count)} no category{From(_withoutCategory)}, and are in none of the results by category.", _withoutCategory.Line, "category");
        }

        foreach ((string category, (int count, int line)) in _categories.Count > 1 ? _categories : [])
        {
            if (count < FewSamples) { problems.Warning($"The category '{category}' has {count} sample{(count == 1 ? string.Empty : "s")} only; a score of its own says little.", line, "category"); }
        }

        foreach (IGrouping<string, string> alike in _categories.Keys.GroupBy(category => category.Trim().ToUpperInvariant(), StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            string other = alike.Last();
            problems.Warning($"The categories {string.Join(", ", alike.Select(category => $"'{category}'"))} differ in case or white space only; they count apart.", _categories[other].Line, "category");
        }

        if (_withClearLetter > 1 && _letters.Count == 1)
        {
            problems.Warning($"The right choice is {_letters.Keys.Single()} in all {_withClearLetter} samples with choices; shuffle the choices with a seed, else a model that always says {_letters.Keys.Single()} is perfect.", field: "choices");
        }
    }

    private void Tell(SampleReader reader)
    {
        if (reader.Found is { } found) { problems.Note($"read {found}"); }
        string[] unused = [.. reader.Unused], contexts = [.. unused.Where(name => Contexts.Contains(name, FieldNames.Alike))];
        foreach (string context in contexts) { problems.Warning($"The field is not used, so that its text is not sent; if the question is about it, DatasetFields.Context {Quoted(context)} sends it before the question.", field: context); }
        string[] others = [.. unused.Except(contexts, StringComparer.Ordinal)];
        if (others.Length > 0)
        {
            string category = !reader.HasCategory && Array.Find(others, name => Categories.Contains(name, FieldNames.Alike)) is { } likely ? $"; for results by '{likely}', DatasetFields.Category {Quoted(likely)}" : string.Empty;
            problems.Note($"not used: {string.Join(", ", others)} (kept as metadata, for templates and metrics){category}");
        }

        if (_withoutTarget.Count == _samples) { problems.Note($"no metric that compares with a target can score this data; {(others.Length > 0 ? "name its field in DatasetFields.Target" : "add a field 'target'")}, or take a metric that needs none"); }
        else if (_targets.Describe() is { } form) { problems.Note(form); }
    }

    private static string Quoted(string name) => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;

    private void NoteInput(Sample sample, int line)
    {
        if (sample.Input.Contains(Replacement, StringComparison.Ordinal)) { problems.Warning("The input has a replacement character (U+FFFD): its encoding was damaged before.", line, "input"); }
        if (sample.Input.Contains('\0', StringComparison.Ordinal)) { problems.Warning("The input has a NUL character, which no model was trained with; take it out.", line, "input"); }
        string asked = sample.History.Count == 0 && sample.Choices.Count == 0
            ? sample.Input.Trim()
            : string.Join('\0', [.. sample.History.Select(message => $"{message.Role}\u0001{message.Text}"), sample.Input.Trim(), .. sample.Choices.Select(choice => "\u0002" + choice)]);
        UInt128? expected = sample.References.Count == 0 ? null : TextFingerprint.Of(string.Concat(sample.References.Select(reference => $"{reference.Length}:{reference}")));
        if (_asked.TryAdd(TextFingerprint.Of(asked), (line, expected))) { return; }
        (int first, UInt128? before) = _asked[TextFingerprint.Of(asked)];
        problems.Warning(
            expected == before
                ? $"Asks the same as line {first}; one question counts twice. Keep one, or give both one cluster."
                : expected is not null && before is not null
                ? $"Asks the same as line {first} and expects another answer, so one of the two is always wrong."
                : $"Asks the same as line {first}, and only one of the two has an expected answer.",
            line, "input");
    }

    private void NoteReferences(Sample sample, int line)
    {
        if (sample.References.Count == 0) { Add(ref _withoutTarget, line); }
        foreach (string reference in sample.References)
        {
            if (string.IsNullOrWhiteSpace(reference)) { problems.Warning("The target is blank; leave it out where none is known.", line, "target"); }
            else if (reference.StartsWith("=\"", StringComparison.Ordinal) && reference.EndsWith('"') && _formulas++ == 0) { problems.Warning("The target is a formula of a spreadsheet, as it writes a text that looks like a number; the answer would have to repeat it as it stands. Write the text itself.", line, "target"); }
            else if (reference.Split("; ").Length > 2 && _listed++ == 0) { problems.Warning("The target looks like a list; if each part is an answer, say what separates them: DatasetFields.ListSeparator \";\".", line, "target"); }
            else if (reference.Length != reference.Trim().Length) { problems.Warning("The target has white space around it; a comparison that does not trim never finds it.", line, "target"); }
        }
    }

    private void NoteChoices(Sample sample, int line)
    {
        if (sample.Choices.Count == 0) { return; }
        if (sample.Target is { } letter)
        {
            _withClearLetter++;
            _letters[letter] = _letters.GetValueOrDefault(letter) + 1;
        }

        for (int i = 0; i < sample.Choices.Count; i++)
        {
            string choice = sample.Choices[i].TrimStart('(', ' ');
            if (choice.Length > 1 && choice[0] == 'A' + i && (choice[1] is ')' or '.' or ':'))
            {
                if (i == sample.Choices.Count - 1) { problems.Warning("The choices carry their letters already, and would be asked as 'A) A) …'; take them off.", line, "choices"); }
            }
            else
            {
                return;
            }
        }
    }

    private string Share(int count) => count == _samples ? $"All {_samples} samples have" : $"{count} of {_samples} samples have";

    private static string From((int Count, int Line) cases) => cases.Count == 1 ? string.Empty : $" (the first on line {cases.Line})";

    private static void Count(SortedDictionary<string, (int Count, int Line)> counts, string key, int line) =>
        counts[key] = counts.TryGetValue(key, out (int Count, int Line) known) ? (known.Count + 1, known.Line) : (1, line);

    private static void Add(ref (int Count, int Line) cases, int line) => cases = (cases.Count + 1, cases.Count == 0 ? line : cases.Line);
}
