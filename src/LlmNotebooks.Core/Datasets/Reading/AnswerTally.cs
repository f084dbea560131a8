using System.Globalization;

namespace LlmNotebooks.Datasets.Reading;

/// <summary>In which forms the answers of a data set with choices could be meant, so that one option is named for all of them.</summary>
internal sealed class AnswerTally(ProblemLog problems)
{
    private const int Kept = 1_000, Few = 4;

    private readonly List<(string Problem, int Line, string Field)> _open = [];
    private readonly Dictionary<AnswerForm, int> _fits = new() { [AnswerForm.Label] = 0, [AnswerForm.Letter] = 0, [AnswerForm.Index0] = 0, [AnswerForm.Index1] = 0, [AnswerForm.Text] = 0 };
    private int _answers;
    private int _numbers;
    private int _zeros;

    /// <summary>Takes up an answer.</summary>
    public void Note(string text, ChoiceSet choices, bool byNumber)
    {
        _answers++;
        foreach (AnswerForm form in _fits.Keys)
        {
            if (Place(text, choices, form) is not null) { _fits[form]++; }
        }

        if (!byNumber) { return; }
        _numbers++;
        if (text is "0") { _zeros++; }
    }

    /// <summary>An answer that cannot be told; in a check, what is said of it waits for the others.</summary>
    public void Open(string problem, int line, string field)
    {
        if (!problems.IsCheck || _open.Count == Kept) { problems.Error(problem, line, field); }
        else { _open.Add((problem, line, field)); }
    }

    /// <summary>After the last row: what one option would mend is said once.</summary>
    public void Finish()
    {
        string[] ways = [.. _fits.Where(form => form.Value == _answers).Select(form => form.Key.ToString().ToLowerInvariant())];
        if (_open.Count > 0 && ways.Length > 0)
        {
            (string problem, int line, string field) = _open[0];
            problems.Error($"{_open.Count} of {_answers} answers, the first here: {problem} All of them can be read one way: DatasetFields.Answers {string.Join(" or ", ways)}.", line, field);
        }
        else
        {
            foreach ((string problem, int line, string field) in _open) { problems.Error(problem, line, field); }
        }

        if (_open.Count > 0 || _numbers == 0 || _zeros > 0) { return; }
        string doubt = $"The answers are numbers that count from 0, and none of the {_numbers} is 0; if the first choice is 1 in them, say so: DatasetFields.Answers index1.";
        if (_numbers < Few) { problems.Note(doubt, "target"); }
        else { problems.Warning(doubt, field: "target"); }
    }

    /// <summary>The choice that an answer means in a form; null where it means none.</summary>
    public static int? Place(string text, ChoiceSet choices, AnswerForm form) => form switch
    {
        AnswerForm.Label => choices.LabelOf(text),
        AnswerForm.Text => choices.TextOf(text),
        AnswerForm.Letter => ChoiceLetters.IndexOf(text.Trim('(', ')', '.', ':', ' '), choices.Texts.Count),
        AnswerForm.Index0 => Number(text, choices.Texts.Count, first: 0),
        AnswerForm.Index1 => Number(text, choices.Texts.Count, first: 1),
        _ => null,
    };

    // Also 2.0, as a column of numbers with gaps is written by pandas.
    private static int? Number(string text, int count, int first) =>
        int.TryParse(text.EndsWith(".0", StringComparison.Ordinal) ? text[..^2] : text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= first && number < count + first ? number - first : null;
}
