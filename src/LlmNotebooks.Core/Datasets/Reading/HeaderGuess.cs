namespace LlmNotebooks.Datasets.Reading;

/// <summary>Whether the first line of a CSV file, in which no name is known, is data and no header.</summary>
internal static class HeaderGuess
{
    private const int FewestChoices = 2;

    /// <summary>A sentence for a message: the names that the columns may have, or, where the line looks like names, the likeliest for the input.</summary>
    public static string Way(IReadOnlyList<string> cells)
    {
        if (cells.Count < 2 || !cells.Any(IsSentence)) { return InputGuess.Way(cells); }
        string last = cells[^1].Trim();
        int choices = cells.Count - 2;
        bool isAnswer = last.Length is 1 or 2 && (char.IsAsciiDigit(last[0]) || (last.Length == 1 && char.ToUpperInvariant(last[0]) - 'A' < choices));
        string names = choices >= FewestChoices && choices <= ChoiceLetters.Most && isAnswer
            ? string.Join(',', ["input", .. Enumerable.Range(0, choices).Select(ChoiceLetters.Of), "target"])
            : cells.Count == 2 ? "input,target" : string.Join(',', ["input", "target", .. Enumerable.Range(3, cells.Count - 2).Select(column => $"column{column}")]);
        return $" The first line looks like data: if the file has no header, name its columns: DatasetFields.Columns {names}.";
    }

    private static bool IsSentence(string cell) => cell.Length > 40 || cell.Contains('?', StringComparison.Ordinal) || cell.TrimEnd().EndsWith('.');
}
